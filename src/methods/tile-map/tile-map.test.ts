import { describe, expect, it } from 'vitest'
import { loadCity } from '../../server/load-city.ts'
import { classLabels, classOf, quantileBounds } from './colour-classes.ts'
import { type MapRegion, outlinePaths, shortTown, tileMap } from './tile-map.ts'

const overlap = (a: { x: number; y: number; w: number; h: number }, b: typeof a) =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h

describe('a schematic map', () => {
  it.each(['shaoxing', 'lanting'])('of %s holds every county and town once, none over another', async id => {
    const city = await loadCity(id)
    for (const places of [city.map?.places, {}]) {
      const map = tileMap(city.regions, places)
      const codes = (level: string) => city.regions.filter(one => one.level === level).map(one => one.code)
      expect(map.counties.map(one => one.code).sort()).toEqual(codes('county').sort())
      expect(map.counties.flatMap(one => one.towns.map(town => town.code)).sort()).toEqual(codes('town').sort())
      for (const [at, one] of map.counties.entries()) {
        for (const other of map.counties.slice(at + 1)) expect(overlap(one, other), `${one.name} ${other.name}`).toBe(false)
        expect(one.x + one.w).toBeLessThanOrEqual(map.width)
        expect(one.y + one.h).toBeLessThanOrEqual(map.height)
      }
    }
  })
  it('keeps Shaoxing’s counties as they lie', async () => {
    const city = await loadCity('shaoxing')
    const map = tileMap(city.regions, city.map?.places)
    const at = (name: string) => map.counties.find(one => one.name === name)!
    const middle = (name: string) => [at(name).x + at(name).w / 2, at(name).y + at(name).h / 2] as const
    // West to east in the north, then the south: 诸暨 in the south-west, 新昌 in the south-east beyond 嵊州.
    expect(middle('柯桥区')[0]).toBeLessThan(middle('越城区')[0])
    expect(middle('越城区')[0]).toBeLessThan(middle('上虞区')[0])
    expect(middle('诸暨市')[0]).toBeLessThan(middle('嵊州市')[0])
    expect(middle('嵊州市')[0]).toBeLessThan(middle('新昌县')[0])
    for (const south of ['诸暨市', '嵊州市', '新昌县']) expect(middle(south)[1]).toBeGreaterThan(middle('越城区')[1])
  })
  it('finds room for more towns than the declared box has cells', () => {
    const regions: MapRegion[] = [
      { code: '1', name: '甲', level: 'county', parent: null },
      ...Array.from({ length: 10 }, (_, at) => ({ code: `1${at}`, name: `${at}镇`, level: 'town', parent: '1' })),
    ]
    const [box] = tileMap(regions, { 1: { x: 0, y: 0, w: 2, h: 2 } }).counties
    expect(box).toMatchObject({ w: 2, h: 2, columns: 4 })
  })
  it('shortens the names of towns, not beyond what tells them apart', () => {
    expect(['塔山街道', '店口镇', '陈宅镇', '谷来镇', '和畅乡', '镇'].map(shortTown)).toEqual([
      '塔山',
      '店口',
      '陈宅',
      '谷来',
      '和畅',
      '镇',
    ])
  })
})

describe('outlines', () => {
  const square = (west: number, south: number) => [
    [west, south],
    [west + 1, south],
    [west + 1, south + 1],
    [west, south + 1],
    [west, south],
  ]
  it('are drawn north up, narrower by the cosine of the latitude', () => {
    const { width, height, paths } = outlinePaths(
      [
        { code: 'a', name: '甲', geometry: { type: 'Polygon', coordinates: [square(120, 59.5)] } },
        { code: 'b', name: '乙', geometry: { type: 'MultiPolygon', coordinates: [[square(121, 59.5)]] } },
      ],
      100,
    )
    // Two degrees of longitude at 60° are as wide as one degree of latitude is high.
    expect([width, height]).toEqual([100, 100])
    expect(paths[0]!.path).toBe('M0 100L50 100L50 0L0 0L0 100Z')
    expect(paths.map(one => one.at)).toEqual([
      [25, 50],
      [75, 50],
    ])
  })
})

describe('classes of shade', () => {
  it('divide the places in about equal parts, in whole numbers', () => {
    const bounds = quantileBounds([0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 40])
    expect(bounds).toEqual([1, 3, 5, 7, 9])
    expect(classLabels(bounds, { unit: '件' })).toEqual(['1–2件', '3–4件', '5–6件', '7–8件', '9件以上'])
    expect([0, 1, 2, 3, 8, 400].map(value => classOf(value, bounds))).toEqual([-1, 0, 0, 1, 3, 4])
  })
  it('are fewer where values repeat, none where there are none', () => {
    expect(quantileBounds([2, 2, 2, 2, 5])).toEqual([2, 5])
    expect(quantileBounds([0, 0])).toEqual([])
    expect(classLabels([80, 90], { unit: '%', whole: false })).toEqual(['80–90%', '90%以上'])
  })
})
