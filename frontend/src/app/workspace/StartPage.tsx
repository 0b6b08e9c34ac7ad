import { Start } from '@/features/home/Start'
import { useTaskAnswers } from './useTaskAnswers'

/** `/inicio`, wherever the person belongs. */
export default function StartPage() {
  const { answer, around } = useTaskAnswers()
  return <Start answer={answer} around={around} />
}
