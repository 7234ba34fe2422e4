import { createRouter, createWebHashHistory } from 'vue-router'
import { t } from './lib/translate.ts'
import RunsPage from './pages/RunsPage.vue'

/** Behind the hash, so that the same addresses work on app://bundle/ and on http. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', name: 'runs', component: RunsPage, meta: { title: 'runs.title' } },
    {
      path: '/new',
      name: 'new',
      component: () => import('./pages/NewRunPage.vue'),
      meta: { title: 'newRun.title' },
    },
    {
      path: '/runs/:id',
      name: 'run',
      component: () => import('./pages/RunPage.vue'),
      meta: { title: 'run.title' },
    },
    {
      path: '/sweeps',
      name: 'sweeps',
      component: () => import('./pages/SweepsPage.vue'),
      meta: { title: 'sweeps.title' },
    },
    {
      path: '/sweeps/:id',
      name: 'sweep',
      component: () => import('./pages/SweepPage.vue'),
      meta: { title: 'sweep.title' },
    },
    {
      path: '/draw/:id?',
      name: 'draw',
      component: () => import('./pages/DrawPage.vue'),
      meta: { title: 'draw.title' },
    },
    {
      path: '/compare',
      name: 'compare',
      component: () => import('./pages/ComparePage.vue'),
      meta: { title: 'compare.title' },
    },
    {
      path: '/evaluate/:id?',
      name: 'evaluate',
      component: () => import('./pages/EvaluatePage.vue'),
      meta: { title: 'evaluate.title' },
    },
    {
      path: '/queue',
      name: 'queue',
      component: () => import('./pages/QueuePage.vue'),
      meta: { title: 'queue.title' },
    },
    {
      path: '/data',
      name: 'data',
      component: () => import('./pages/DataPage.vue'),
      meta: { title: 'data.title' },
    },
    {
      path: '/handwriting',
      name: 'handwriting',
      component: () => import('./pages/HandwritingPage.vue'),
      meta: { title: 'handwriting.title' },
    },
    {
      path: '/settings',
      name: 'settings',
      component: () => import('./pages/SettingsPage.vue'),
      meta: { title: 'settings.title' },
    },
    {
      path: '/archive',
      name: 'archived',
      component: () => import('./pages/KeptRunsPage.vue'),
      props: { place: 'archived' },
      meta: { title: 'archived.title' },
    },
    {
      path: '/trash',
      name: 'deleted',
      component: () => import('./pages/KeptRunsPage.vue'),
      props: { place: 'deleted' },
      meta: { title: 'deleted.title' },
    },
    { path: '/:any(.*)*', redirect: { name: 'runs' } },
  ],
})

router.afterEach((to) => {
  document.title = t('app.pageTitle', { page: t(to.meta.title) })
})
