import { Component, type ReactNode } from 'react'
import { ErrorPage } from './ErrorPage'

/** Catches what breaks below it and shows the error page in its place. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: undefined as unknown }

  static getDerivedStateFromError(error: unknown) {
    return { error: error ?? new Error('unknown') }
  }

  override render() {
    if (this.state.error) return <ErrorPage error={this.state.error} />
    return this.props.children
  }
}
