// Where a case is: a vertical line of plain steps, what is done, where it stands, what is to come.
import { shortInstant } from '../../kit/format.ts'
import type { PlainStep } from '../../wire/portal.ts'

const words = { done: '已完成', now: '现在', ahead: '接下来' } as const

export function StepsLine({ steps }: { steps: readonly PlainStep[] }) {
  return (
    <ol className="steps">
      {steps.map((step, at) => (
        <li key={at} className={`step is-${step.state}`} aria-current={step.state === 'now' ? 'step' : undefined}>
          <p className="step-label">
            <span className="only-heard">{words[step.state]}：</span>
            {step.label}
          </p>
          {step.at || step.who ? (
            <p className="step-facts">{[step.who, step.at ? shortInstant(step.at) : ''].filter(Boolean).join(' · ')}</p>
          ) : null}
          {step.note ? <p className="step-note">{step.note}</p> : null}
        </li>
      ))}
    </ol>
  )
}
