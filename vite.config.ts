import { defineConfig, type Plugin } from 'vite';

/** Nothing but the page's own files: no inline code, no other origin, no form that goes anywhere. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The policy as a meta tag in the built page, for static hosts that send no header of their own. */
const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
      injectTo: 'head-prepend',
    },
  ],
};

export default defineConfig({
  // The built page may lie in any folder of any static host.
  base: './',
  // A file that is missing is missing, as on a static host, and not the page once more.
  appType: 'mpa',
  plugins: [contentSecurityPolicy],
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    // A data: URL would be another origin to the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'lit', test: /node_modules[\\/](@lit|lit|lit-html|lit-element)[\\/]/ },
            { name: 'chart', test: /node_modules[\\/](chart\.js|@kurkle)[\\/]/ },
          ],
        },
      },
    },
  },
  preview: { headers: { 'Content-Security-Policy': CONTENT_SECURITY_POLICY } },
});
