export default { fetch: () => new Response('lab') } satisfies ExportedHandler
