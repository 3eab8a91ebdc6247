// One place where antd learns our tokens and Chinese. `cockpit` is the dark variant for boards on a wall.
import { App, ConfigProvider, theme as antdTheme } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import type { ReactNode } from 'react'
import { cockpitTheme, lightTheme } from './theme.ts'
import './theme.css'

export function ThemeProvider({ children }: { children: ReactNode }) {
  return (
    <ConfigProvider locale={zhCN} theme={lightTheme} button={{ autoInsertSpace: false }}>
      <App component={false} message={{ maxCount: 3, duration: 3 }}>
        {children}
      </App>
    </ConfigProvider>
  )
}

/** Boards: everything inside is drawn dark. */
export function Cockpit({ children }: { children: ReactNode }) {
  return (
    <ConfigProvider theme={{ ...cockpitTheme, algorithm: antdTheme.darkAlgorithm }}>
      <div className="cockpit">{children}</div>
    </ConfigProvider>
  )
}
