// 404.
import { Button } from 'antd'
import { useGo } from '../../kit/app-link.tsx'
import { PageFrame } from '../../kit/page-frame.tsx'
import { EmptyState } from '../../kit/states.tsx'

export function NotFoundPage() {
  const go = useGo()
  return (
    <PageFrame title="没有这个页面" plain>
      <div className="panel">
        <EmptyState
          drawing="search"
          title="没有这个页面"
          hint="地址可能有误，或内容已被移走。"
          action={
            <>
              <Button onClick={() => history.back()}>返回上一页</Button>
              <Button type="primary" onClick={() => go('/')}>
                回到工作台
              </Button>
            </>
          }
        />
      </div>
    </PageFrame>
  )
}
