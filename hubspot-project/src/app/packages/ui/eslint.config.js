export { default } from '@baton/lint';
