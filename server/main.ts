import { help, readConfig } from './config.ts'
import { version } from './version.ts'

// What only says something of itself has no need of the server.
const asked = readConfig(process.argv.slice(2), process.env)
switch (asked.kind) {
  case 'help':
    console.log(help)
    break
  case 'version':
    console.log(version)
    break
  case 'wrong':
    console.error(`${asked.why}\n\n${help}`)
    process.exitCode = asked.why.includes('AFTERSHOCK_TOKEN') ? 1 : 2
    break
  case 'config': {
    const { serve } = await import('./serve.ts')
    await serve(asked.config)
  }
}
