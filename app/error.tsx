"use client";

import { Failure } from "#components/frame/failure.tsx";

export default function PageError() {
  return <Failure onRetry={() => location.reload()} />;
}
