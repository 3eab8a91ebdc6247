// A map of the city's counties and towns by shade. Where the city brings true borders they are drawn; else a schematic map, which says so: counties
// as they lie, a tile for each town. Every place is a link; the same stands in a table. Shades differ in lightness alone, so that they are told apart
// by whoever sees colours differently; what falls short of a goal carries a mark besides.
import { useQuery } from '@tanstack/react-query'
import type { CSSProperties } from 'react'
import { classLabels, classOf, quantileBounds } from '../methods/tile-map/colour-classes.ts'
import { outlinePaths, shortTown, tileMap } from '../methods/tile-map/tile-map.ts'
import type { CityMapBody } from '../wire/city.ts'
import { get } from './api.ts'
import { AppLink } from './app-link.tsx'
import { figure } from './format.ts'
import { ErrorState, Skeleton } from './states.tsx'
import './region-map.css'

export type RegionValues = ReadonlyMap<string, number | null>

export type RegionMapProps = {
  /** What is shown: 纠纷件数. */
  readonly label: string
  readonly unit: string
  /** By code, of counties and towns; what is missing has no value. */
  readonly values: RegionValues
  /** Lower bounds of the shades; by default parts of equal number of what the towns hold. */
  readonly bounds?: readonly number[]
  /** Below it a place is marked. */
  readonly goal?: number
  /** Only the towns of this county. */
  readonly county?: string
  /** Where a place leads. */
  readonly href: (code: string, level: 'county' | 'town') => string
}

export const useCityMap = () =>
  useQuery({ queryKey: ['city-map'], queryFn: ({ signal }) => get<CityMapBody>('/map', {}, signal), staleTime: Number.POSITIVE_INFINITY })

export function RegionMap(props: RegionMapProps) {
  const query = useCityMap()
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton rows={8} />
  return <Drawn of={query.data} {...props} />
}

/** Few classes are spread over all shades. */
const shadeAt = (at: number, count: number): number => (count < 2 ? 2 : Math.round((at * 4) / (count - 1)))

type Shade = { readonly className: string; readonly says: string; readonly short: string }

function Drawn({ of, ...props }: RegionMapProps & { of: CityMapBody }) {
  const { values, label, unit, goal, county, href } = props
  const towns = of.regions.filter(region => region.level === 'town')
  // Counts: a county holds more than a town, so that each level has its own shades. Rates are one scale for both.
  const whole = props.bounds !== undefined
  const bounds = props.bounds ?? quantileBounds(towns.flatMap(town => values.get(town.code) ?? []))
  const counties = of.regions.filter(region => region.level === 'county')
  const countyBounds = props.bounds ?? quantileBounds(counties.flatMap(one => values.get(one.code) ?? []))
  const shadeOf = (code: string): Shade => {
    const value = values.get(code)
    if (value === undefined || value === null) return { className: 'rm-none', says: '没有数据', short: '—' }
    const own = code.length > 6 ? bounds : countyBounds
    const at = classOf(value, own)
    const short = goal !== undefined && value < goal
    return {
      className: `rm-${at < 0 ? 'zero' : shadeAt(at, own.length)}${short ? ' rm-short' : ''}`,
      says: `${figure(value)}${unit}${short ? '，低于目标' : ''}`,
      short: `${figure(whole ? Math.round(value * 10) / 10 : value)}${whole ? unit : ''}`,
    }
  }
  const outlines = of.outlines.filter(one => (county ? one.code.startsWith(county) && one.code.length > 6 : one.code.length === 6))
  return (
    <div className={`rm${whole ? '' : ' is-counts'}`}>
      {outlines.length > 0 ? (
        <Outlines of={outlines} shadeOf={shadeOf} href={href} label={label} />
      ) : (
        <Tiles of={of} shadeOf={shadeOf} href={href} label={label} {...(county && { county })} />
      )}
      <div className="rm-foot">
        <Legend bounds={bounds} unit={unit} whole={!whole} label={label} goal={goal} />
        {whole ? null : <Legend bounds={countyBounds} unit={unit} whole label={`${label}（县）`} goal={undefined} of="counties" />}
        {outlines.length > 0 ? null : <p className="rm-says">示意图：按方位排列，一格为一个乡镇（街道），不表示实际边界和面积</p>}
      </div>
      <AsTable of={of} {...props} />
    </div>
  )
}

type Draw = { readonly shadeOf: (code: string) => Shade; readonly href: RegionMapProps['href']; readonly label: string }

function Tiles({ of, shadeOf, href, label, county }: Draw & { of: CityMapBody; county?: string }) {
  const { width, height, counties } = tileMap(of.regions, of.places)
  const only = counties.find(one => one.code === county)
  if (only)
    return (
      <section className="rm-one" aria-label={`${label}地图，${only.name}各乡镇（街道）`}>
        {only.towns.map(town => (
          <Tile key={town.code} code={town.code} name={town.name} shade={shadeOf(town.code)} href={href(town.code, 'town')} />
        ))}
      </section>
    )
  return (
    <section
      className="rm-tiles"
      style={{ '--rm-width': width, '--rm-height': height } as CSSProperties}
      aria-label={`${label}地图，各县（市、区）`}
    >
      {counties.map(one => {
        const shade = shadeOf(one.code)
        return (
          <div
            key={one.code}
            className="rm-county"
            style={{ '--x': one.x, '--y': one.y, '--w': one.w, '--h': one.h, '--columns': one.columns } as CSSProperties}
          >
            <AppLink href={href(one.code, 'county')} className={`rm-county-head ${shade.className}`} title={`${one.name}：${shade.says}`}>
              <span>{one.name}</span>
              <b className="num">{shade.short}</b>
              <Heard name={one.name} says={shade.says} />
            </AppLink>
            <div className="rm-towns">
              {one.towns.map(town => (
                <Tile key={town.code} code={town.code} name={town.name} shade={shadeOf(town.code)} href={href(town.code, 'town')} />
              ))}
            </div>
          </div>
        )
      })}
    </section>
  )
}

const Tile = ({ name, shade, href }: { code: string; name: string; shade: Shade; href: string }) => (
  <AppLink href={href} className={`rm-tile ${shade.className}`} title={`${name}：${shade.says}`}>
    <span className="rm-name">{shortTown(name)}</span>
    <b className="num">{shade.short}</b>
    <Heard name={name} says={shade.says} />
  </AppLink>
)

/** What is seen is short; what is heard is whole, and begins with what is seen. */
const Heard = ({ name, says }: { name: string; says: string }) => <span className="visually-hidden">{`（${name}：${says}）`}</span>

function Outlines({ of, shadeOf, href, label }: Draw & { of: CityMapBody['outlines'] }) {
  const { width, height, paths } = outlinePaths(of)
  return (
    <svg className="rm-outlines" viewBox={`-4 -4 ${width + 8} ${height + 8}`} role="group" aria-label={`各地${label}`}>
      {paths.map(one => {
        const shade = shadeOf(one.code)
        return (
          <AppLinkInSvg key={one.code} href={href(one.code, one.code.length > 6 ? 'town' : 'county')} label={`${one.name}：${shade.says}`}>
            <path className={shade.className} d={one.path} fillRule="evenodd" />
            <text x={one.at[0]} y={one.at[1]}>
              {one.name}
            </text>
          </AppLinkInSvg>
        )
      })}
    </svg>
  )
}

const AppLinkInSvg = ({ href, label, children }: { href: string; label: string; children: React.ReactNode }) => (
  <AppLink href={href} aria-label={label}>
    {children}
  </AppLink>
)

function Legend({
  bounds,
  unit,
  whole,
  label,
  goal,
  of = 'towns',
}: {
  bounds: readonly number[]
  unit: string
  whole: boolean
  label: string
  goal: number | undefined
  of?: 'towns' | 'counties'
}) {
  const labels = classLabels(bounds, { unit, whole })
  const below = bounds[0] === undefined ? [] : [{ className: 'rm-zero', says: whole ? `0${unit}` : `不到${bounds[0]}${unit}` }]
  const entries = [
    ...below,
    ...labels.map((says, at) => ({ className: `rm-${shadeAt(at, labels.length)}`, says })),
    { className: 'rm-none', says: '没有数据' },
  ]
  return (
    <ul className={`rm-legend is-${of}`} aria-label={`${label}图例`}>
      {entries.map(one => (
        <li key={one.says}>
          <i className={one.className} aria-hidden="true" />
          {one.says}
        </li>
      ))}
      {goal === undefined ? null : (
        <li>
          <i className="rm-none rm-short" aria-hidden="true" />
          低于目标{goal}
          {unit}
        </li>
      )}
    </ul>
  )
}

function AsTable({ of, label, unit, values, href, county }: RegionMapProps & { of: CityMapBody }) {
  const counties = of.regions.filter(region => region.level === 'county' && (!county || region.code === county))
  const rows = counties.flatMap(one => [one, ...of.regions.filter(region => region.parent === one.code)])
  const shown = (code: string) => {
    const value = values.get(code)
    return value === undefined || value === null ? '—' : `${figure(value)}${unit}`
  }
  return (
    <details className="rm-table">
      <summary>用表格看{label}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">地区</th>
            <th scope="col">{label}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.code} className={row.level === 'county' ? 'is-county' : ''}>
              <th scope="row">
                <AppLink href={href(row.code, row.level === 'county' ? 'county' : 'town')}>{row.name}</AppLink>
              </th>
              <td className="num">{shown(row.code)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
