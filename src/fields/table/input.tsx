// A table inside a form: rows of the same few columns, added, removed and edited in place. With fixed columns it is a check list: what stands in them
// was put there beforehand and is read, the rest is answered beside it.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { isEmpty } from '../../kit/condition.ts'
import type { InputProps } from '../../kit/field-props.ts'
import { ShowValue } from '../../kit/show-value.tsx'
import type { FieldView } from '../../wire/manifest.ts'
import './input.css'

type Row = Record<string, unknown>

export function Input({ field, value = [], onChange, id, disabled, names, Nested }: InputProps<Row[]>) {
  const columns = field.columns ?? []
  const isList = columns.some(column => column.fixed) && value.length > 0
  const isRead = (column: FieldView, row: Row) => isList && column.fixed === true && !isEmpty(row[column.name])
  // In a check list a short choice is tapped, not opened.
  const asked = (column: FieldView): FieldView =>
    isList && column.kind === 'choice' && Object.keys(column.of ?? {}).length <= 4 ? { ...column, required: true } : column
  const full = value.length >= (field.max ?? 1000)
  const change = (at: number, name: string, cell: unknown) =>
    onChange(value.map((row, index) => (index === at ? { ...row, [name]: cell } : row)))
  return (
    <div className={`table-input ${isList ? 'check-list' : ''}`}>
      {value.length > 0 ? (
        <div className="table-input-scroll" role="region" tabIndex={0} aria-label={field.label}>
          <table>
            <thead>
              <tr>
                <th scope="col">序</th>
                {columns.map(column => (
                  <th scope="col" key={column.name}>
                    {column.required ? (
                      <span className="required" aria-hidden="true">
                        *
                      </span>
                    ) : null}
                    {column.label}
                    {column.unit ? `（${column.unit}）` : ''}
                  </th>
                ))}
                <th scope="col">
                  <span className="visually-hidden">操作</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {value.map((row, at) => (
                <tr key={at}>
                  <td className="num muted">{at + 1}</td>
                  {columns.map(column => (
                    <td key={column.name} data-label={column.label} className={isRead(column, row) ? 'read' : `answer-${column.kind}`}>
                      {isRead(column, row) ? (
                        <ShowValue field={column} value={row[column.name]} names={names} dense />
                      ) : (
                        <>
                          <label
                            className="visually-hidden"
                            htmlFor={`${id}-${at}-${column.name}`}
                          >{`第${at + 1}行 ${column.label}`}</label>
                          <Nested
                            field={asked(column)}
                            value={row[column.name]}
                            onChange={cell => change(at, column.name, cell)}
                            id={`${id}-${at}-${column.name}`}
                            describedBy={undefined}
                            invalid={false}
                            disabled={disabled}
                            names={names}
                            Nested={Nested}
                          />
                        </>
                      )}
                    </td>
                  ))}
                  <td>
                    {disabled || columns.some(column => isRead(column, row)) ? null : (
                      <Button
                        type="text"
                        size="small"
                        icon={<DeleteOutlined />}
                        aria-label={`删除第${at + 1}行`}
                        onClick={() => {
                          const rest = value.filter((_, index) => index !== at)
                          onChange(rest.length > 0 ? rest : undefined)
                        }}
                      />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {disabled || full ? null : (
        <Button id={id} type="dashed" block icon={<PlusOutlined />} onClick={() => onChange([...value, {}])}>
          添加一行
        </Button>
      )}
    </div>
  )
}
