// The words of the law that are chosen from: kinds of evidence and of penalty, what a case may come to, ways of serving a paper.

/** Art. 46(1). */
export const evidenceKinds = {
  documentary: '书证',
  physical: '物证',
  audiovisual: '视听资料',
  electronic: '电子数据',
  testimony: '证人证言',
  statement: '当事人的陈述',
  expert: '鉴定意见',
  record: '勘验笔录、现场笔录',
} as const

/** Art. 9. */
export const penalties = {
  warning: '警告',
  criticism: '通报批评',
  fine: '罚款',
  'illegal-income': '没收违法所得',
  'illegal-goods': '没收非法财物',
  'permit-suspended': '暂扣许可证件',
  'grade-lowered': '降低资质等级',
  'permit-revoked': '吊销许可证件',
  'business-limited': '限制开展生产经营活动',
  'business-stopped': '责令停产停业',
  closed: '责令关闭',
  banned: '限制从业',
} as const
/** Art. 63(1)(3)–(5): a hearing may be asked for whatever the amount. */
export const heavyPenalties = ['grade-lowered', 'permit-revoked', 'business-stopped', 'closed', 'banned'] as const

/** Art. 57(1). */
export const outcomes = {
  punish: '给予行政处罚',
  spare: '不予行政处罚',
  dismiss: '违法事实不能成立',
  crime: '涉嫌犯罪，移送司法机关',
} as const

/** What an investigation may end with; a crime is reported by an act of its own. */
export const concluded = { punish: outcomes.punish, spare: outcomes.spare, dismiss: outcomes.dismiss } as const

/** 《民事诉讼法》, by art. 61 of the penalty law. */
export const servings = {
  direct: '直接送达',
  left: '留置送达',
  electronic: '电子送达',
  mail: '邮寄送达',
  entrusted: '委托送达',
  announced: '公告送达',
} as const

export const appealKinds = { review: '行政复议', suit: '行政诉讼' } as const
/** After these the decision stands: found unlawful but not revoked, it keeps its effect (《行政诉讼法》 art. 74). */
export const standing = { upheld: '维持', withdrawn: '撤回申请、撤诉，调解和解', changed: '变更', unlawful: '确认违法，不撤销' } as const
export const annulling = { revoked: '撤销', void: '确认无效' } as const
/** What a review or a suit came to. */
export const appealResults = { ...standing, ...annulling } as const
export const reversals = ['changed', 'revoked', 'unlawful', 'void'] as const
