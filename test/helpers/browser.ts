export { Browser, type FormValues, unescapeHtml } from '../../scripts/walk/browser.js'
