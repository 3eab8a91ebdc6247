// One place where antd learns our tokens and Chinese. `cockpit` is the dark variant for boards on a wall.
import { App, theme as antdTheme, ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import type { ReactNode } from 'react'
import { cockpitTheme, lightTheme } from './theme.ts'
import './theme.css'

/** Popups have a landmark of their own (see index.html): outside of landmarks readers would miss them. */
const popupPlace = () => document.getElementById('popups') ?? document.body

// Told to antd, not done in CSS: shortening its animations by hand leaves popups where they are measured, off the page.
const still = matchMedia('(prefers-reduced-motion: reduce)').matches
const theme = { ...lightTheme, token: { ...lightTheme.token, motion: !still } }

export function ThemeProvider({ children }: { children: ReactNode }) {
  return (
    <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }} getPopupContainer={popupPlace}>
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
