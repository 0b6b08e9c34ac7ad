import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Member, VotingRules } from '@/api/memberTypes'
import { Loaded } from '@/app/Loaded'
import { useWorkspace } from '@/app/workspace/WorkspaceLayout'
import { momentOf } from '@/lib/moments'
import { useFinder } from '@/lib/useFinder'
import { useFormat } from '@/lib/useFormat'
import { Field, Pick, Select, TextArea } from '@/ui/Field'
import { Finder } from '@/ui/Finder'
import { Notice } from '@/ui/Notice'
import { Title } from '@/ui/Title'
import { ApplicationChoice } from './ApplicationChoice'
import { candidatesQuery, membersQuery } from './api'
import { isOfBoard } from './board'
import { AssemblyChoice, StatutesChoice } from './DecidingParts'
import { chosenCandidates, type Deciding, type Question } from './deciding'
import { divisionIn, divisions, divisionWords, termsWords } from './rules'

interface Props {
  question: Question
  draft: Deciding
  rules: VotingRules
  onChange(part: Partial<Deciding>): void
}

const roles = ['president', 'secretary', 'treasurer', 'oversight', 'administrator'] as const
const majorities = ['simple', 'absolute', 'two_thirds', 'unanimous'] as const

export function DecidingQuestion(props: Props) {
  const { t } = useTranslation('decisions')
  const { question } = props
  if (question === 'revisar') return null
  return (
    <>
      <div className="stack stack--2">
        <Title>{t(`new.ask.${question}`)}</Title>
        <p className="soft">{t(`new.lead.${question}`)}</p>
      </div>
      {question === 'que' && <Kind {...props} />}
      {question === 'detalle' && <Detail {...props} />}
      {question === 'titulo' && <Words {...props} />}
      {question === 'cuando' && <Times {...props} />}
    </>
  )
}

function Kind({ draft, rules, onChange }: Props) {
  const { t } = useTranslation('decisions')
  const { association } = useWorkspace()
  const board = isOfBoard(association)
  return (
    <fieldset className="picks">
      <legend className="sr">{t('new.ask.que')}</legend>
      {rules.terms
        .filter(({ by_board }) => board || !by_board)
        .map((terms) => (
          <Pick
            key={terms.kind}
            type="radio"
            name="kind"
            checked={draft.kind === terms.kind}
            onChange={() => onChange({ kind: terms.kind })}
            title={t(`kind.${terms.kind}`)}
            detail={`${t(`kindDetail.${terms.kind}`)} ${termsWords(t, terms)}`}
          />
        ))}
    </fieldset>
  )
}

function Detail({ draft, rules, onChange }: Props) {
  switch (draft.kind) {
    case 'exclude_member':
      return (
        <MemberChoice
          chosen={draft.membership_id}
          onChoose={({ id, name }) => onChange({ membership_id: id, member_name: name })}
        />
      )
    case 'admit_member':
      return <ApplicationChoice draft={draft} onChange={onChange} />
    case 'elect':
      return <Election draft={draft} onChange={onChange} />
    case 'adopt_statutes':
      return <StatutesChoice draft={draft} onChange={onChange} />
    case 'change_rule':
      return <RuleChoice draft={draft} rules={rules} onChange={onChange} />
    default:
      return null
  }
}

function MemberChoice({ chosen, onChoose }: { chosen: string; onChoose(member: Member): void }) {
  const { t } = useTranslation('decisions')
  const { association } = useWorkspace()
  const finder = useFinder()
  const query = useQuery(membersQuery(association.id, finder.search))
  return (
    <Loaded query={query}>
      {(members) => (
        <Finder name="find_member" finder={finder} found={members.length}>
          <fieldset className="picks">
            <legend className="sr">{t('new.field.member')}</legend>
            {members.map((member) => (
              <Pick
                key={member.id}
                type="radio"
                name="membership_id"
                checked={chosen === member.id}
                onChange={() => onChoose(member)}
                title={member.name}
                detail={member.locality}
              />
            ))}
          </fieldset>
        </Finder>
      )}
    </Loaded>
  )
}

function Election({ draft, onChange }: ElectionProps) {
  const { t } = useTranslation('decisions')
  const format = useFormat()
  const { association } = useWorkspace()
  const finder = useFinder()
  const query = useQuery(candidatesQuery(association.id, finder.search))
  const chosen = chosenCandidates(draft)
  const change = (after: Candidates) =>
    onChange({
      candidates: after.map(({ id }) => id).join(' '),
      candidate_names: after.map(({ name }) => name).join('\n'),
    })
  return (
    <div className="stack">
      <Select
        name="role"
        label={t('new.field.role')}
        value={draft.role}
        onChange={(event) => onChange({ role: event.target.value })}
      >
        <option value="">{t('new.choose')}</option>
        {roles.map((role) => (
          <option key={role} value={role}>
            {t(`role.${role}`)}
          </option>
        ))}
      </Select>
      <Field
        name="seats"
        type="number"
        inputMode="numeric"
        min={1}
        max={9}
        label={t('new.field.seats')}
        value={draft.seats}
        onChange={(event) => onChange({ seats: Math.min(9, Math.max(1, event.target.valueAsNumber || 1)) })}
      />
      <Loaded query={query}>
        {(people) => (
          <Finder name="find_candidate" finder={finder} found={people.length}>
            <fieldset className="picks">
              <legend className="b">{t('new.field.candidates')}</legend>
              {/* Who was chosen stays in sight, whatever is looked for next. */}
              {[
                ...chosen
                  .filter(({ id }) => !people.some((person) => person.id === id))
                  .map((one) => ({ ...one, producers: [] as string[] })),
                ...people,
              ].map((person) => (
                <Pick
                  key={person.id}
                  name="candidates"
                  checked={chosen.some(({ id }) => id === person.id)}
                  onChange={(event) =>
                    change(
                      event.target.checked
                        ? [...chosen, { id: person.id, name: person.name }]
                        : chosen.filter(({ id }) => id !== person.id),
                    )
                  }
                  title={person.name}
                  detail={format.list(person.producers)}
                />
              ))}
            </fieldset>
          </Finder>
        )}
      </Loaded>
    </div>
  )
}

type Candidates = ReturnType<typeof chosenCandidates>
type ElectionProps = Omit<Props, 'question' | 'rules'>

function RuleChoice({ draft, rules, onChange }: Omit<Props, 'question'>) {
  const { t } = useTranslation('decisions')
  const number = (name: 'quorum_first' | 'quorum_second' | 'proxies', most: number) => ({
    name,
    type: 'number',
    inputMode: 'numeric' as const,
    min: 0,
    max: most,
    label: t(`new.field.${name}`),
    value: draft[name],
    onChange: (event: { target: { valueAsNumber: number } }) =>
      onChange({ [name]: Math.min(most, Math.max(0, event.target.valueAsNumber || 0)) }),
  })
  return (
    <div className="stack">
      <fieldset className="picks">
        <legend className="sr">{t('new.field.rule')}</legend>
        <Pick
          type="radio"
          name="rule"
          checked={draft.rule === 'decisions.terms'}
          onChange={() => onChange({ rule: 'decisions.terms' })}
          title={t('rule.termsTitle')}
        />
        <Pick
          type="radio"
          name="rule"
          checked={draft.rule === 'decisions.proxies_per_holder'}
          onChange={() => onChange({ rule: 'decisions.proxies_per_holder' })}
          title={t('rule.proxiesTitle')}
          detail={t('rule.proxies', { count: rules.proxies_per_holder })}
        />
        <Pick
          type="radio"
          name="rule"
          checked={draft.rule === 'catalog.allocation'}
          onChange={() => onChange({ rule: 'catalog.allocation' })}
          title={t('rule.divisionTitle')}
          detail={t('rule.divisionNow', { division: divisionWords(t, divisionIn(rules)) })}
        />
      </fieldset>
      {draft.rule === 'decisions.proxies_per_holder' && <Field {...number('proxies', 20)} />}
      {draft.rule === 'catalog.allocation' && (
        <fieldset className="picks">
          <legend className="b">{t('new.field.division')}</legend>
          {divisions
            .filter((division) => division !== divisionIn(rules))
            .map((division) => (
              <Pick
                key={division}
                type="radio"
                name="division"
                checked={draft.division === division}
                onChange={() => onChange({ division })}
                title={t(`division.${division}`)}
                detail={t(`divisionSaid.${division}`)}
              />
            ))}
        </fieldset>
      )}
      {draft.rule === 'decisions.terms' && (
        <>
          <Select
            name="terms_kind"
            label={t('new.field.terms_kind')}
            value={draft.terms_kind}
            onChange={(event) => onChange({ terms_kind: event.target.value })}
          >
            {rules.terms.map(({ kind }) => (
              <option key={kind} value={kind}>
                {t(`kind.${kind}`)}
              </option>
            ))}
          </Select>
          <Field {...number('quorum_first', 100)} />
          <Field {...number('quorum_second', draft.quorum_first)} />
          <Select
            name="majority"
            label={t('new.field.majority')}
            value={draft.majority}
            onChange={(event) => onChange({ majority: event.target.value })}
          >
            {majorities.map((majority) => (
              <option key={majority} value={majority}>
                {t(`majority.${majority}`)}
              </option>
            ))}
          </Select>
        </>
      )}
    </div>
  )
}

function Words({ draft, onChange }: Props) {
  const { t } = useTranslation('decisions')
  return (
    <div className="stack">
      <Field
        name="title"
        label={t('new.field.title')}
        hint={t('new.titleHint')}
        value={draft.title}
        maxLength={160}
        autoComplete="off"
        onChange={(event) => onChange({ title: event.target.value })}
      />
      <TextArea
        name="text"
        label={t('new.field.text')}
        rows={6}
        value={draft.text}
        onChange={(event) => onChange({ text: event.target.value })}
      />
    </div>
  )
}

function Times({ draft, onChange }: Props) {
  const { t } = useTranslation('decisions')
  const field = (name: 'opens' | 'closes' | 'second' | 'effective') => (
    <Field
      name={name}
      type="datetime-local"
      label={t(`new.field.${name}`)}
      hint={t(`new.hint.${name}`)}
      value={draft[name]}
      error={draft[name] && !momentOf(draft[name]) ? t('new.noSuchHour') : undefined}
      onChange={(event) => onChange({ [name]: event.target.value })}
    />
  )
  return (
    <div className="stack">
      {field('closes')}
      {field('opens')}
      <AssemblyChoice draft={draft} onChange={onChange} />
      <details>
        <summary>{t('new.more')}</summary>
        <div className="stack">
          {field('second')}
          {field('effective')}
        </div>
      </details>
      {draft.kind !== 'free_text' && <Notice>{t('new.byItself')}</Notice>}
    </div>
  )
}
