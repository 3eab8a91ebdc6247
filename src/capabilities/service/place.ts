// Where a case belongs: said by the form, by the QR code at a place, or chosen; at least as exact as the service needs.
import { type FieldFault, type Level, levels, type RowValues, type Service } from '#declare'
import type { ServiceNeeds } from './needs.ts'

const order = Object.keys(levels) as Level[]

/** The region's code; or undefined, with a fault that says what is missing. */
export function placeOf(
  { model }: Pick<ServiceNeeds, 'model'>,
  service: Service,
  values: RowValues,
  place: string | undefined,
  faults: FieldFault[],
): string | undefined {
  const at = service.place ?? 'place'
  const told = service.place === undefined ? undefined : values[service.place]
  const code = typeof told === 'string' ? told : told !== null && typeof told === 'object' ? (told as { region?: unknown }).region : place
  const region = model.city.regions.find(one => one.code === code)
  if (!region) {
    faults.push({ at, message: '请选择所在地区' })
    return undefined
  }
  if (order.indexOf(region.level) < order.indexOf(service.level)) {
    faults.push({ at, message: `请选择到${levels[service.level]}` })
    return undefined
  }
  return region.code
}
