import { handle } from 'hono/aws-lambda';
import type { Api } from './app.ts';

type Answering = ReturnType<typeof handle>;

/**
 * From API Gateway's events to the API. What no web request can be made of (a GET with a body, a line end in a header) would be
 * answered past the API, and its headers be printed into the log: here it is left out.
 */
export function door(app: Api): Answering {
  const answer = handle(app);
  const answering: Answering = (event, context) => {
    if (!('rawPath' in event)) return answer(event, context);
    const headers = Object.entries(event.headers).flatMap(([name, value = '']) =>
      /[\0\r\n]/.test(value) ? [] : [[name, value.toWellFormed()]],
    );
    const { method } = event.requestContext.http;
    return answer(
      {
        ...event,
        headers: Object.fromEntries(headers),
        body: method === 'GET' || method === 'HEAD' ? null : event.body,
      },
      context,
    );
  };
  return answering;
}
