import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { createConnection } from './client/create-client.ts'
import { connectionKey } from './client/use-client.ts'
import { router } from './router.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/shell.css'
import './styles/controls.css'
import './styles/feedback.css'
import './styles/table.css'
import './styles/run-grid.css'
import './styles/chart.css'

createApp(App)
  .provide(connectionKey, createConnection())
  .use(createPinia())
  .use(router)
  .mount('#app')
