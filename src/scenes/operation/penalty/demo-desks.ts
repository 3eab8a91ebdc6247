// How the people of the demo city attend to what lies on their desks: each case goes its own way, told by its id; a few are left too long.
import type { Actor, RowValues, Story, Waiting } from '#declare'
import { civilDate, dayNumber } from '../../../methods/workday-calendar/civil-date.ts'
import { calculateOperation } from './calculate.ts'
import type { Cast } from './demo-cast.ts'
import { execution, onSpot, publication } from './execution-records.ts'
import { evidence, lead, penaltyCase } from './records.ts'

type At = { readonly story: Story; readonly cast: Cast; readonly who: Actor; readonly id: string; readonly way: number }

/** Each open task of each person once. */
export async function attendOpen(story: Story, organs: readonly { readonly cast: Cast }[]): Promise<void> {
  for (const { cast } of organs)
    for (const who of [cast.officer, cast.handler, cast.head])
      for (const waiting of await who.inbox()) if (waiting.kind === 'step' && story.chance() < 0.9) await attend(story, cast, who, waiting)
}

/** A number of 0 … 99 that belongs to a case for good. */
const wayOf = (id: string): number => [...id.slice(-12)].reduce((sum, one) => (sum * 31 + one.charCodeAt(0)) % 100, 7)

async function attend(story: Story, cast: Cast, who: Actor, waiting: Waiting): Promise<void> {
  const at: At = { story, cast, who, id: waiting.id, way: wayOf(waiting.id) }
  const acts = desks[`${waiting.record}/${waiting.state}`]
  if (acts) await acts(at)
}

const onCase =
  (act: string, values: Readonly<Record<string, unknown>> = {}) =>
  (at: At) =>
    at.who.do(penaltyCase, at.id, act, { values })
const review = async (at: At) => {
  const { legalReview } = await at.who.get(penaltyCase, at.id)
  await onCase(legalReview === true ? 'legalPass' : 'pass', {
    opinion: '管辖正确，事实清楚，证据确凿，适用依据准确，裁量适当，程序合法。',
  })(at)
}

const answered = (at: At) => ({ policeOn: at.story.today(), policeNumber: `公立字${at.id.slice(-4)}号` })

const desks: Readonly<Record<string, (at: At) => Promise<unknown>>> = {
  'penalty-lead/checking': at => at.who.do(lead, at.id, 'propose', { values: { found: '经现场核查，线索反映的情况基本属实，建议立案。' } }),
  'penalty-lead/filing': at => at.who.do(lead, at.id, 'file'),
  'penalty-lead/refusing': at => at.who.do(lead, at.id, 'confirm'),
  'penalty-case/investigating': investigate,
  'penalty-case/reviewing': review,
  'penalty-case/notifying': at => onCase('notify', { noticedOn: at.story.today() })(at),
  'penalty-case/stating': async at => {
    const row = await at.who.get(penaltyCase, at.id)
    if (row['hearingRight'] === true && at.way % 2 === 0) return at.who.do(penaltyCase, at.id, 'askHearing')
    if (at.way % 4 === 1 && row['stated'] !== true)
      return onCase('state', { said: '我单位已经整改，经营困难，请求从轻处理。', form: 'written', receivedOn: at.story.today() })(at)
    return undefined
  },
  'penalty-case/arranging': at =>
    onCase('arrange', {
      hearingOn: civilDate(dayNumber(at.story.today()) + 20),
      hearingPlace: '机关三楼听证室',
      hearingHost: at.cast.handler.person,
    })(at),
  'penalty-case/hearing': async at => {
    const row = await at.who.get(penaltyCase, at.id)
    if (String(row['hearingOn']) <= at.story.today())
      await onCase('hold', {
        transcript: '主持人宣布听证开始。\n调查人员提出当事人违法的事实、证据和处罚建议。\n当事人陈述：已经整改，请求从轻。',
      })(at)
  },
  'penalty-case/considering': onCase('consider', { considered: '当事人陈述的整改情况已在裁量中考虑，维持拟处罚意见。' }),
  'penalty-case/finalReview': onCase('finalPass', { opinion: '听证程序合法，同意提交集体讨论。' }),
  'penalty-case/discussing': onCase('discuss', {
    discussants: '局长、副局长、法规科负责人',
    discussion: '经集体讨论，一致同意拟处罚意见。',
  }),
  'penalty-case/deciding': async at => {
    const { outcome } = await at.who.get(penaltyCase, at.id)
    const act = { punish: 'punish', spare: 'spare', dismiss: 'dismiss' }[String(outcome)]
    await onCase(act ?? 'punish')(at)
  },
  'penalty-case/approvingTransfer': onCase('approve'),
  'penalty-case/handingOver': onCase('handOverCase', { receipt: '公移收001，值班民警签收' }),
  'penalty-case/withPolice': at =>
    at.way % 8 === 3
      ? onCase('policeRefused', { ...answered(at), policeReason: '情节显著轻微，不需要追究刑事责任' })(at)
      : onCase('policeFiled', answered(at))(at),
  'penalty-case/refusedByPolice': at => at.who.do(penaltyCase, at.id, 'punishHere', { reason: '没有异议，依法给予行政处罚' }),
  'penalty-case/handingGoods': at =>
    onCase('handGoods', { goodsHandedOn: at.story.today(), goodsReceipt: '按清单移交，双方签字，一式两份' })(at),
  'penalty-case/prosecuted': async at => {
    const { goodsHandedOn } = await at.who.get(penaltyCase, at.id)
    if (dayNumber(at.story.today()) - dayNumber(String(goodsHandedOn)) > 120)
      await onCase('judged', { outcomeOfCrime: '人民法院以生产、销售不符合安全标准的食品罪判处罚金' })(at)
  },
  'penalty-evidence/approving': at => at.who.do(evidence, at.id, 'approve'),
  'penalty-evidence/preserved': at => at.who.do(evidence, at.id, 'dispose', { values: { disposal: '抽样送检，其余退还当事人' } }),
  'penalty-execution/serving': async at => {
    if (at.way % 12 === 5)
      return at.who.do(execution, at.id, 'announce', {
        reason: '直接、留置、邮寄均无法送达',
        values: { serviceNote: '在本机关网站和受送达人住所地公告' },
      })
    return at.who.do(execution, at.id, 'serve', {
      values: {
        method: at.way % 5 === 0 ? 'electronic' : at.way % 5 === 1 ? 'mail' : 'direct',
        receiver: '法定代表人',
        servedOn: at.story.today(),
        serviceNote: '当事人已签订送达地址和电子送达确认书，本人签收。',
      },
    })
  },
  'penalty-execution/announced': at => at.who.do(execution, at.id, 'deem', { values: { method: 'announced', servedOn: at.story.today() } }),
  'penalty-execution/paying': async at => {
    const { appealFrom, appealTo } = await at.who.get(execution, at.id)
    if (at.way % 12 === 7 && !appealFrom)
      return void (await at.who.do(execution, at.id, 'appeal', {
        values: { appeal: at.way % 24 === 7 ? 'review' : 'suit', appealFrom: at.story.today() },
      }))
    if (appealFrom && !appealTo) return
    if (at.way % 6 === 0) return
    if (at.way % 9 === 4) {
      const { owed } = await at.who.get(execution, at.id)
      const to = civilDate(dayNumber(at.story.today()) + 60)
      await at.cast.head.do(execution, at.id, 'defer', {
        reason: '当事人确有经济困难，经申请准予延期',
        values: { deferredTo: to, plan: [{ payBy: to, amount: owed }] },
      })
      return
    }
    await payAll(at)
  },
  'penalty-execution/deferred': payAll,
  'penalty-execution/overdue': async at => {
    const { appealFrom, appealTo } = await at.who.get(execution, at.id)
    if (!appealFrom || appealTo) return at.who.do(execution, at.id, 'remind')
    if (dayNumber(at.story.today()) - dayNumber(String(appealFrom)) < 50) return undefined
    const { fine } = await at.who.get(execution, at.id)
    return at.who.do(execution, at.id, 'appealEnds', {
      values: {
        appealTo: at.story.today(),
        ...(at.way % 24 === 7
          ? { appealResult: 'upheld' }
          : { appealResult: 'changed', changedFine: String(Math.floor(Number(fine) / 2)) }),
      },
    })
  },
  'penalty-execution/reminded': async at => (at.way % 12 === 0 ? undefined : payAll(at)),
  'penalty-execution/applying': async at => {
    // Most pay after all; the others are put to the court while its door is open.
    if (at.way % 12 !== 0) return payAll(at)
    const { applyFromOn, applyByOn } = await at.who.get(execution, at.id)
    const today = at.story.today()
    if (String(applyFromOn) < today && today <= String(applyByOn))
      await at.who.do(execution, at.id, 'apply', { values: { court: '本地基层人民法院' } })
  },
  'penalty-execution/atCourt': payAll,
  'penalty-execution/closing': at =>
    at.who.do(execution, at.id, 'close', { values: { closing: '处罚内容已经全部执行。', archive: `档${at.id.slice(-6)}` } }),
  'penalty-on-spot/recording': at => at.who.do(onSpot, at.id, 'record'),
  'penalty-publication/publishing': at => at.who.do(publication, at.id, 'publish'),
}

async function payAll(at: At): Promise<void> {
  const row = await at.who.get(execution, at.id)
  // What is owed today: an additional fine grows by the day, so it is summed up first where there is one.
  const due = await at.who.do(execution, at.id, 'count').then(() => at.who.get(execution, at.id))
  await at.who.do(execution, at.id, 'pay', {
    values: {
      receipt: `${at.story.today().replaceAll('-', '')}${at.id.slice(-6)}`,
      amount: due['owed'],
      paidOn: at.story.today(),
      of: 'fine',
      way: row.state === 'atCourt' ? 'court' : 'bank',
    },
  })
  await at.who.do(execution, at.id, 'settle')
}

async function investigate(at: At): Promise<void> {
  const { story, who, id, way } = at
  const row = await who.get(penaltyCase, id)
  const since = dayNumber(story.today()) - dayNumber(String(row['filedOn']))
  const held = await who.find(evidence, { op: 'is', field: 'parent', value: id })
  const now = story.now().toISOString()
  const taken = { original: 'original', takenAt: now, takenPlace: '当事人经营场所', source: '现场提取', keeper: '主办执法人员' }
  if (held.length === 0) {
    const photo = await who.attach('现场照片.txt', `现场照片（演示材料）${id}`)
    await who.do(penaltyCase, id, 'inspect', {
      values: {
        about: '现场检查',
        kind: 'site',
        place: '当事人经营场所',
        from: now,
        to: now,
        whom: String(row['party']),
        told: true,
        content: '现场检查发现涉嫌违法的情况，已拍照固定。',
        agreed: 'signed',
      },
    })
    await who.do(penaltyCase, id, 'addEvidence', {
      values: { ...taken, name: '现场照片', kind: 'audiovisual', proves: '违法行为的现场情况', files: [photo] },
    })
    if (way % 3 === 0)
      await who.do(penaltyCase, id, 'preserve', {
        values: { ...taken, name: '涉案物品一批', kind: 'physical', proves: '涉案物品的种类和数量', preserved: true },
      })
    return
  }
  if (since < 8 || held.some(one => ['approving', 'preserved'].includes(String(one['state'])))) return
  if (way % 20 === 11 && row['backFromPolice'] !== true)
    return void (await who.do(penaltyCase, id, 'reportCrime', {
      values: {
        crime: '生产、销售不符合安全标准的食品罪',
        police: '同级公安局',
        crimeReport: `${String(row['party'])}实施${String(row['cause'])}的行为，数额和情节达到立案追诉标准。\n现有现场检查笔录、照片等证据证明。`,
      },
    }))
  const outcome = way % 20 === 3 ? 'dismiss' : way % 20 === 7 ? 'spare' : 'punish'
  const facts =
    outcome === 'spare'
      ? ['first']
      : way % 5 === 0
        ? ['repeated', 'harm']
        : way % 5 === 2
          ? ['cooperative']
          : way % 5 === 4
            ? ['mended', 'cooperative']
            : []
  const lower = outcome === 'punish' && way % 10 === 6 ? await belowBenchmark(at, row, facts) : undefined
  await who.do(penaltyCase, id, 'conclude', {
    values: {
      ...(lower !== undefined && { proposedFine: lower, departureReason: '当事人系小微经营主体，首次被查，主动整改到位' }),
      findings: `经查，${String(row['party'])}于${String(row['actFrom'])}至${String(row['actTo'])}实施${String(row['cause'])}的行为，有现场检查笔录、照片等证据证明。`,
      outcome,
      base: '60000',
      measure: 4,
      facts,
      penalties: outcome === 'punish' ? ['fine'] : [],
    },
  })
}

/** Half way from what the law allows to what the benchmark asks for: a departure that has to be explained. */
async function belowBenchmark({ who }: At, row: RowValues, facts: readonly string[]): Promise<string | undefined> {
  const asked = { benchmark: row['benchmark'], base: '60000', measure: 4, facts }
  const { span, range } = (await who.run(calculateOperation, asked)) as Partial<Record<'span' | 'range', { least: string }>>
  if (!span || !range || Number(range.least) >= Number(span.least)) return undefined
  return String(Math.floor((Number(range.least) + Number(span.least)) / 2))
}
