import { type TwinForm, twinAddress } from '../core/twinAddress.ts'
import { usePage } from './page.ts'

/** What the screen shows as files: the address of the screen, ending with their form. */
export function TwinLinks({ forms = ['csv', 'json'] }: { readonly forms?: readonly TwinForm[] }) {
  const { addressOf, spoken } = usePage()
  return (
    <p class="twins">
      {forms.map((form) => (
        <a
          key={form}
          class="action"
          href={twinAddress(addressOf(form === 'csv' ? { language: spoken.value } : {}), form) ?? ''}
        >
          {form.toUpperCase()}
        </a>
      ))}
    </p>
  )
}
