import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'

const bars = uPlot.paths.bars?.({ size: [0.72, 24], radius: 0.2 })

export interface Series {
  readonly key: string
  readonly name: string
  /** One per moment; null where there is nothing to tell. */
  readonly values: readonly (number | null)[]
}

export interface SeriesChartProps {
  /** Told from other charts by it in styles. */
  name: string
  title: string
  /** The whole of it in words, for everybody. */
  summary: string
  /** When the spans begin, seconds since 1970, oldest first. */
  moments: readonly number[]
  series: readonly Series[]
  /** What the highest bar would be; the highest there is where it is left out. */
  most?: number
  /** What can be chosen of it, in the place of the names of its series. */
  choices?: ComponentChildren
}

/**
 * A small chart of what happened in each of a few spans of time, as bars, a later series before the earlier ones. What it
 * shows is said beside it; the picture is for the shape.
 */
export function SeriesChart({ name, title, summary, moments, series, most, choices }: SeriesChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const keys = useRef<HTMLElement>(null)
  const chart = useRef<uPlot | undefined>(undefined)
  const names = series.map(({ key }) => key).join(' ')

  useEffect(() => {
    if (!box.current) return
    const parent = box.current
    const sized = (): { width: number; height: number } => ({
      ...{ width: Math.max(1, parent.clientWidth), height: Math.max(1, parent.clientHeight) },
    })
    // The colours are those of the keys in the caption, so that both follow the theme.
    const colourOf = (place: number): string => {
      const sign = keys.current?.querySelectorAll('.chart-key i')[place]
      return sign ? getComputedStyle(sign).color : 'currentcolor'
    }
    const made = new uPlot(
      {
        ...sized(),
        ...{ legend: { show: false }, cursor: { show: false }, padding: [3, 0, 1, 0] },
        axes: [{ show: false }, { show: false }],
        scales: { y: { range: (_, __, highest) => [0, most ?? Math.max(1, highest)] } },
        series: [
          {},
          ...names.split(' ').map((_, place) => ({
            ...{ fill: () => colourOf(place), width: 0, points: { show: false } },
            ...(bars && { paths: bars }),
          })),
        ],
      },
      [[], ...names.split(' ').map(() => [])],
      parent,
    )
    chart.current = made
    const resized = new ResizeObserver(() => made.setSize(sized()))
    resized.observe(parent)
    const redraw = (): void => made.redraw(false)
    const themed = new MutationObserver(redraw)
    themed.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    scheme.addEventListener('change', redraw)
    return () => {
      scheme.removeEventListener('change', redraw)
      themed.disconnect()
      resized.disconnect()
      made.destroy()
    }
  }, [names, most])

  useEffect(() => {
    chart.current?.setData([[...moments], ...series.map(({ values }) => [...values])])
  })

  return (
    <figure class={`chart chart-${name}`}>
      <figcaption ref={keys}>
        <span class="chart-title">{title}</span>
        {choices !== undefined && <span class="chart-choices">{choices}</span>}
        <span class={choices === undefined ? 'chart-keys' : 'chart-keys unseen'} aria-hidden="true">
          {series.map(({ key, name }) => (
            <span key={key} class={`chart-key chart-key-${key}`}>
              <i />
              {name}
            </span>
          ))}
        </span>
        <span class="chart-summary">{summary}</span>
      </figcaption>
      <div class="chart-box" ref={box} aria-hidden="true" />
    </figure>
  )
}
