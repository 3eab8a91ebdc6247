// All scenes of the city, by area: who answers for them and on what law they rest.

import { textOf, useAddress } from '../../kit/address.ts'
import { AppLink } from '../../kit/app-link.tsx'
import { GradeMark } from '../../kit/grade-mark.tsx'
import { useModel } from '../../kit/model.tsx'
import { PageFrame } from '../../kit/page-frame.tsx'
import { SearchBox } from '../../kit/search-box.tsx'
import { EmptyState } from '../../kit/states.tsx'
import './scenes.css'

export function ScenesPage() {
  const { manifest } = useModel()
  const [address, change] = useAddress()
  const q = textOf(address['q'])
  const area = textOf(address['area'])
  const areas = [...new Map(manifest.scenes.map(scene => [scene.area, scene.areaLabel]))]
  const found = manifest.scenes.filter(
    scene => (!area || scene.area === area) && (!q || `${scene.title}${scene.ownerName}${scene.areaLabel}`.includes(q)),
  )
  const bases = (scene: (typeof found)[number]) => [
    ...new Set(
      manifest.flows
        .filter(flow => scene.records.includes(flow.record))
        .map(flow => flow.basis)
        .filter(Boolean),
    ),
  ]
  return (
    <PageFrame
      title="场景总览"
      lead={
        <>
          全市共 <span className="num">{manifest.scenes.length}</span> 个场景，覆盖 <span className="num">{areas.length}</span>{' '}
          个业务领域。每个场景由一个主管单位负责，办理时限与依据公开可查。
        </>
      }
    >
      <search className="scene-tools">
        <SearchBox value={q} onSearch={next => change({ q: next })} placeholder="按名称、主管单位查找" />
        <div className="scene-areas" role="group" aria-label="业务领域">
          {[['', '全部'] as const, ...areas].map(([key, label]) => (
            <button key={key} type="button" aria-pressed={area === key} onClick={() => change({ area: key })}>
              {label}
            </button>
          ))}
        </div>
      </search>
      {found.length === 0 ? (
        <div className="panel">
          <EmptyState drawing="search" title="没有找到场景" hint="换个关键字，或查看全部领域。" />
        </div>
      ) : null}
      {areas
        .filter(([key]) => found.some(scene => scene.area === key))
        .map(([key, label]) => (
          <section key={key} aria-labelledby={`area-${key}`}>
            <h2 className="scene-heading" id={`area-${key}`}>
              {label}
            </h2>
            <div className="scene-grid">
              {found
                .filter(scene => scene.area === key)
                .map(scene => (
                  <AppLink key={scene.id} href={`/scenes/${scene.id}`} className="scene-card">
                    <span className="scene-title">
                      <strong>{scene.title}</strong>
                      {scene.records.length > 0 ? <GradeMark grade={scene.grade} /> : <span className="scene-status">筹建中</span>}
                    </span>
                    <span className="scene-owner">{scene.ownerName}</span>
                    {scene.records.length === 0 ? null : (
                      <span className="scene-facts">
                        <span>
                          <b className="num">{scene.records.length}</b>项数据
                        </span>
                        <span>
                          <b className="num">{scene.flows.length}</b>个流程
                        </span>
                        <span>
                          <b className="num">{scene.indicators.length}</b>项指标
                        </span>
                      </span>
                    )}
                    <span className="scene-basis" title={bases(scene).join('；')}>
                      {bases(scene)[0] ?? `规划 ${scene.plan}`}
                    </span>
                  </AppLink>
                ))}
            </div>
          </section>
        ))}
    </PageFrame>
  )
}
