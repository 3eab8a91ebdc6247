// What the ledger's routes answer.
import { get, listIn } from '../../../kit/api.ts'
import type { Head, Inclusion, LedgerEntry, PlacedEntry } from './merkle.ts'

export const getHead = (size?: number, signal?: AbortSignal) => get<Head>('/ledger/head', { size }, signal)
export const getInclusion = (entry: string, size: number) => get<Inclusion>('/ledger/proof/inclusion', { entry, size })

type Raw = PlacedEntry | (LedgerEntry & { index?: number | null; hash?: string | null })
/** Entries come either as `{ index, hash, entry }` or flat; both are read. */
export async function getEntries(
  query: { case?: string; from?: number; to?: number; limit?: number },
  signal?: AbortSignal,
): Promise<PlacedEntry[]> {
  const raw = listIn<Raw>(await get('/ledger/entries', query, signal))
  return raw.map(one => {
    if ('entry' in one) return one
    const { index = null, hash = null, ...entry } = one
    return { index, hash, entry }
  })
}

export const kindLabels: Record<string, string> = {
  act: '办理',
  read: '查阅',
  agent: '企业代办',
  login: '登录',
  grant: '授权',
  setting: '设置',
  destroy: '销毁',
  exchange: '共享',
  create: '新建',
  update: '修改',
  delete: '删除',
  export: '导出',
  system: '系统',
}
