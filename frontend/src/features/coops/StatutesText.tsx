import styles from './StatutesText.module.css'

/** Statutes as they were written, on paper. */
export function StatutesText({ text }: { text: string }) {
  return <div className={styles.paper}>{text}</div>
}
