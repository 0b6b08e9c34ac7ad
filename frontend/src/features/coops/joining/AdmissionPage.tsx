import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { ask, client } from '@/api/client'
import type { Admission, HowToJoin } from '@/api/memberTypes'
import { useCommand } from '@/api/useCommand'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { refuse } from '@/lib/refuse'
import { useDraft } from '@/lib/useDraft'
import { useKeptFocus } from '@/lib/useKeptFocus'
import { useProblem } from '@/lib/useProblem'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Pick, TextArea } from '@/ui/Field'
import { Icon } from '@/ui/Icon'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { useToast } from '@/ui/Toast'
import { admissionQuery } from './api'
import styles from './Joining.module.css'

const ways: Admission[] = ['invitation', 'board', 'vote']
const most = 8

/** How one joins, and what applicants are asked. */
export default function AdmissionPage() {
  const { t } = useTranslation('joining')
  const { association } = useWorkspace()
  const query = useQuery(admissionQuery(association.id))
  return (
    <div className={styles.page}>
      <p>
        <Link to="../asociacion" className={styles.back}>
          <Icon name="left" /> {t('admission.back')}
        </Link>
      </p>
      <div className="stack stack--2">
        <Title>{t('admission.title')}</Title>
        <p className="soft">{t('admission.lead')}</p>
      </div>
      <Loaded query={query}>
        {(join) =>
          association.can.includes('coops_setAdmission') ? (
            <Form join={join} />
          ) : (
            <>
              <p>{t(`admission.now.${join.admission}`)}</p>
              <Notice>{t('admission.notYou')}</Notice>
            </>
          )
        }
      </Loaded>
    </div>
  )
}

interface Draft {
  /** Null until something is typed: till then the server's stand there. */
  questions: HowToJoin['questions'] | null
}

function Form({ join }: { join: HowToJoin }) {
  const { t } = useTranslation('joining')
  const { association } = useWorkspace()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const say = useToast()
  const [draft, change, done] = useDraft<Draft>(`admission.${association.id}`, { questions: null })
  const [chosen, setChosen] = useState<Admission>()
  const admission = chosen ?? join.admission
  const questions = draft.questions ?? join.questions
  const unsaved = admission !== join.admission || JSON.stringify(questions) !== JSON.stringify(join.questions)
  const section = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useKeptFocus(section, heading, questions.length)
  const save = useCommand({
    mutationFn: async () => {
      refuse(
        Object.fromEntries(
          questions.map(({ text }, index) => [
            `questions.${index}.text`,
            !text.trim() && t('admission.questionMissing'),
          ]),
        ),
      )
      return ask(
        client.PUT('/api/v1/associations/{association_id}/admission', {
          params: { path: { association_id: association.id } },
          body: { admission, questions },
        }),
      )
    },
    onSuccess(saved) {
      done()
      queries.setQueryData(admissionQuery(association.id).queryKey, saved)
      for (const key of ['workspace', 'association', 'associations']) {
        void queries.invalidateQueries({ queryKey: [key] })
      }
      say(t('admission.saved'))
      navigate('../asociacion', { replace: true })
    },
  })
  const message = useProblem(save.error)
  const put = (index: number, part: Partial<HowToJoin['questions'][number]>) =>
    change({
      questions: questions.map((question, at) => (at === index ? { ...question, ...part } : question)),
    })
  return (
    <form
      className="stack stack--4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <ErrorSummary message={message} attempt={save.submittedAt} />
      {association.status === 'forming' && <Notice>{t('admission.forming')}</Notice>}
      <fieldset className="picks">
        <legend className="b">{t('admission.who')}</legend>
        {ways.map((way) => (
          <Pick
            key={way}
            type="radio"
            name="admission"
            checked={admission === way}
            onChange={() => setChosen(way)}
            title={t(`admission.way.${way}`)}
            detail={t(`admission.detail.${way}`)}
          />
        ))}
      </fieldset>
      {admission !== 'invitation' && (
        <section className="stack" aria-labelledby="questions" ref={section}>
          <div className="stack stack--1">
            <h2 className="name h3" id="questions" tabIndex={-1} ref={heading}>
              {t('admission.questions')}
            </h2>
            <p className="small soft">{t('admission.questionsLead')}</p>
          </div>
          <ol>
            {questions.map((question, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a question has no other name while it is written
              <li key={index} className={styles.question}>
                <TextArea
                  name={`questions.${index}.text`}
                  label={t('admission.question', { number: index + 1 })}
                  rows={2}
                  maxLength={200}
                  error={message?.fields[`questions.${index}.text`]}
                  value={question.text}
                  onChange={(event) => put(index, { text: event.target.value })}
                />
                <div className="row row--apart row--wrap">
                  <Pick
                    checked={question.required}
                    onChange={(event) => put(index, { required: event.target.checked })}
                    title={<span className={styles.light}>{t('admission.required')}</span>}
                  />
                  <Button
                    small
                    look="plain"
                    aria-label={t('admission.removeOne', { number: index + 1 })}
                    onClick={() => change({ questions: questions.filter((_, at) => at !== index) })}
                  >
                    {t('admission.remove')}
                  </Button>
                </div>
              </li>
            ))}
          </ol>
          {message?.fields.questions && <p className="field__err">{message.fields.questions}</p>}
          {questions.length < most ? (
            <div>
              <Button
                small
                icon="plus"
                onClick={() => change({ questions: [...questions, { text: '', required: true }] })}
              >
                {t('admission.add')}
              </Button>
            </div>
          ) : (
            <p className="small soft">{t('admission.most', { count: most })}</p>
          )}
        </section>
      )}
      {unsaved && <p className="soft">{t('admission.unsaved')}</p>}
      <div className="row row--wrap">
        <Button
          onClick={() => {
            done()
            navigate('../asociacion')
          }}
        >
          {t('cancel')}
        </Button>
        <Button type="submit" look="go" busy={save.isPending}>
          {t('admission.save')}
        </Button>
      </div>
    </form>
  )
}
