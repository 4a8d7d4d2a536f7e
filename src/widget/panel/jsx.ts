/** What the build calls for every element in a .tsx file. */
export { Fragment, h } from 'preact'
