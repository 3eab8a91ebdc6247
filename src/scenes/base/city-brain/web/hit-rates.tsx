// How often each watch was right, from the outcomes that people gave; watches without an outcome yet are listed too.
import { AppLink } from '../../../../kit/app-link.tsx'
import { number } from '../../../../kit/format.ts'
import { useModel } from '../../../../kit/model.tsx'
import { ErrorState, Skeleton } from '../../../../kit/states.tsx'
import { WarningTag } from '../../../../kit/warning-tag.tsx'
import { countsOf, is, useSplit, warningsHref } from './board-data.ts'

export function HitRates() {
  const { manifest } = useModel()
  const raised = useSplit('warnings', 'watch')
  const hours = useSplit('verify-hours', 'watch')
  const rates = useSplit('hit-rate', 'watch')
  if (rates.error) return <ErrorState error={rates.error} onRetry={() => void rates.refetch()} />
  if (!rates.data) return <Skeleton rows={4} />
  const count = countsOf(raised.data, 'watch')
  const took = countsOf(hours.data, 'watch')
  const watches = manifest.scenes.flatMap(scene => scene.watches.map(watch => ({ ...watch, scene: scene.title })))
  const rows = watches
    .map(watch => ({ watch, rate: rates.data.rows.find(row => row.key['watch'] === watch.id), count: count.get(watch.id) ?? 0 }))
    .toSorted((a, b) => b.count - a.count)
  return (
    <div className="cb-scroll">
      <table className="cb-rates">
        <caption className="visually-hidden">各预警规则的命中率</caption>
        <thead>
          <tr>
            <th scope="col">预警规则</th>
            <th scope="col" className="end">
              发出
            </th>
            <th scope="col" className="end">
              属实
            </th>
            <th scope="col" className="end">
              误报
            </th>
            <th scope="col">命中率</th>
            <th scope="col" className="end">
              核实用时
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ watch, rate, count: sent }) => (
            <tr key={watch.id}>
              <td>
                <span className="cb-rule">
                  <WarningTag level={watch.level} />
                  <AppLink href={warningsHref(watch.label, is('watch', watch.id))} title={watch.says}>
                    {watch.label}
                  </AppLink>
                </span>
              </td>
              <td className="end num">{sent}</td>
              <td className="end num">{rate?.numerator ?? 0}</td>
              <td className="end num">{(rate?.denominator ?? 0) - (rate?.numerator ?? 0)}</td>
              <td className="cb-rate num">
                {rate && rate.value !== null ? (
                  <>
                    <span className="cb-bar" aria-hidden="true">
                      <i style={{ width: `${rate.value}%` }} />
                    </span>
                    {number(Math.round(rate.value))}%
                  </>
                ) : (
                  <span className="muted">尚无结论</span>
                )}
              </td>
              <td className="end num">{took.has(watch.id) ? `${number(Math.round((took.get(watch.id) ?? 0) * 10) / 10)}小时` : '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
