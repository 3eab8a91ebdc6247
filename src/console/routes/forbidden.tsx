// 403.
import { Button } from 'antd'
import { useGo } from '../../kit/app-link.tsx'
import { PageFrame } from '../../kit/page-frame.tsx'
import { EmptyState } from '../../kit/states.tsx'

export function ForbiddenPage() {
  const go = useGo()
  return (
    <PageFrame title="没有查看权限" plain>
      <div className="panel">
        <EmptyState
          drawing="lock"
          title="您没有查看此内容的权限"
          hint="如工作需要，请联系本单位系统管理员；每次授权都会留痕。"
          action={
            <Button type="primary" onClick={() => go('/')}>
              回到工作台
            </Button>
          }
        />
      </div>
    </PageFrame>
  )
}
