// A form that the device keeps: found again when its dialog is opened, saved at every change, handed in now or when the network is back.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { FileRef } from '#declare'
import type { ActView } from '../../wire/cases.ts'
import type { ActTarget } from '../act-bar.tsx'
import { newKey } from '../api.ts'
import { useSession } from '../model.tsx'
import type { Form } from '../use-form.ts'
import { type FilledAct, filledId } from './filled-act.ts'
import { findFilled, forgetFilled, keepFile, saveFilled } from './filled-acts.ts'
import { type Sent, sendFilled } from './send-filled.ts'

export type Filling = {
  /** When what is shown was kept on this device; null while nothing is. */
  readonly found: string | null
  /** False until it is known whether the device keeps something, and where it cannot keep anything. */
  readonly keeps: boolean
  readonly keepFile: (file: File) => Promise<FileRef>
  /** Hands the form in. */
  readonly send: () => Promise<Sent>
  /** The device forgets it. */
  readonly forget: () => Promise<void>
}

type Given = { act: ActView; target: ActTarget; form: Form; reason: string; setReason: (reason: string) => void }

/** For acts that may be done without a network; `undefined` for others and where the browser keeps nothing. */
export function useFilledAct({ act, target, form, reason, setReason }: Given): Filling | undefined {
  const { person } = useSession()
  const id = filledId({ person, record: target.record, row: target.id, act: act.act, branch: act.branch })
  const [state, setState] = useState<'reading' | 'ready' | 'off'>(act.offline ? 'reading' : 'off')
  const [found, setFound] = useState<string | null>(null)
  const known = useRef<FilledAct | undefined>(undefined)
  const begin = useRef({ form, setReason })
  begin.current = { form, setReason }

  useEffect(() => {
    if (!act.offline) return
    let here = true
    findFilled(id).then(
      kept => {
        if (!here) return
        known.current = kept
        if (kept) {
          begin.current.form.replace({ ...begin.current.form.values, ...kept.values })
          begin.current.setReason(kept.reason)
          setFound(kept.savedAt)
        }
        setState('ready')
      },
      () => here && setState('off'),
    )
    return () => {
      here = false
    }
  }, [act.offline, id])

  const base = useMemo(() => Object.fromEntries(act.form.map(({ name }) => [name, target.values?.[name] ?? null])), [act, target.values])
  const save = useCallback(
    async (of: Pick<FilledAct, 'values' | 'reason' | 'state'>) => {
      const before = known.current
      // What was handed in and is changed is another request: it needs another key.
      const key = before && (before.state === 'filling' || of.state !== 'filling') ? before.key : newKey()
      const next: FilledAct = {
        id,
        person,
        record: target.record,
        row: target.id,
        title: target.title,
        act: act.act,
        label: act.label,
        task: act.task,
        branch: act.branch,
        fields: act.form,
        names: target.names ?? {},
        base: before?.base ?? base,
        expect: before?.expect ?? target.version,
        key,
        savedAt: new Date().toISOString(),
        says: null,
        ...of,
      }
      known.current = next
      await saveFilled(next)
    },
    [id, person, target, act, base],
  )

  const { fields, values, changed } = form
  /** What is typed and not yet kept; kept at the latest when the dialog goes. */
  const pending = useRef<(() => void) | undefined>(undefined)
  const handed = useRef(false)
  useEffect(() => () => pending.current?.(), [])
  useEffect(() => {
    if (state !== 'ready' || handed.current || (!changed && reason === (known.current?.reason ?? ''))) return
    const keep = () => {
      pending.current = undefined
      const shown = Object.fromEntries(fields.map(({ name }) => [name, values[name] ?? null]))
      if (!handed.current) void save({ values: shown, reason, state: 'filling' })
    }
    pending.current = keep
    const timer = setTimeout(keep, 250)
    return () => clearTimeout(timer)
  }, [state, fields, values, changed, reason, save])

  if (state === 'off') return undefined
  return {
    found,
    keeps: state === 'ready',
    keepFile: file => keepFile(person, file),
    send: async () => {
      handed.current = true
      pending.current = undefined
      await save({ values: begin.current.form.shownValues(), reason, state: 'waiting' })
      const sent = await sendFilled(id)
      handed.current = sent.is === 'done' || sent.is === 'waiting'
      return sent
    },
    forget: () => forgetFilled(id),
  }
}
