"use client";

import { type ComponentType, type ReactNode, useEffect, useRef, useState } from "react";
import { CHART_BOX, type ChartPlace } from "#components/chart/chart-size.ts";
import type { DrawnChartProps } from "#components/chart/drawn-chart.tsx";

interface ChartBoxProps extends Omit<DrawnChartProps, "width" | "height"> {
  readonly place?: ChartPlace;
  /** The picture that stands here until the script has taken over. */
  readonly children: ReactNode;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The chart's code is fetched when the chart comes near the screen: on a phone many never scroll to it. */
const NEAR = "300px";

/** Keeps the place of the chart: first its picture, then, once its code is here, the chart that answers the pointer. */
export function ChartBox({ children, place = "column", ...chart }: ChartBoxProps) {
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size | null>(null);
  const [Drawn, setDrawn] = useState<ComponentType<DrawnChartProps> | null>(null);

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: Math.round(entry.contentRect.width), height: Math.round(entry.contentRect.height) });
    });
    const approach = new IntersectionObserver(
      async (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        approach.disconnect();
        measure.observe(element);
        const { DrawnChart } = await import("#components/chart/drawn-chart.tsx");
        setDrawn(() => DrawnChart);
      },
      { rootMargin: NEAR },
    );
    approach.observe(element);
    return () => {
      approach.disconnect();
      measure.disconnect();
    };
  }, []);

  return (
    <div ref={box} className={CHART_BOX[place]}>
      {Drawn !== null && size !== null && size.width > 0 ? <Drawn {...chart} {...size} /> : children}
    </div>
  );
}
