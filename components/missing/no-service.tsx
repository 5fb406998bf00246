import { Notice } from "#components/frame/notice.tsx";
import { UnknownService } from "#components/service/unknown-service.tsx";

/** The catalogue has no service of the address. */
export function NoService() {
  return (
    <Notice title="We do not watch this service">
      <UnknownService />
    </Notice>
  );
}
