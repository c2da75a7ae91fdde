/**
 * What an experiment can say and the engine cannot run yet: field path (see fields.ts) to the choices that are refused. The
 * controls leave these out and validation refuses them. Building a feature ends with taking it off this list.
 */
export const NOT_BUILT: Readonly<Record<string, readonly string[]>> = {
  'dataset.name': ['fashion-mnist', 'cifar10'],
};
