#!/usr/bin/env node
import { ensureReady } from '../scripts/set-up.mjs'
import { isNodeReady } from '../scripts/need-node.mjs'

if (await ensureReady())
  if (isNodeReady()) await import(new URL('../out/main/cli.js', import.meta.url).href)
