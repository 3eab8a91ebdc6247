// An address that leads nowhere.
import { Go } from '../parts/link.tsx'
import { Empty } from '../parts/states.tsx'

export const NotFoundPage = () => (
  <>
    <h1 className="only-heard">没有这个页面</h1>
    <Empty title="没有这个页面">
      <p>链接可能不完整，或者页面已经搬走。</p>
      <Go href="/" className="button is-primary">
        回到首页
      </Go>
    </Empty>
  </>
)
