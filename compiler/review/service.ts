import type { handleUnaryCall } from "@grpc/grpc-js";

/** One method of a gRPC service as a function; what it throws, the program gets as the call's error. */
export function answering<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve(call.request)
      .then(answer)
      .then((response) => callback(null, response))
      .catch((error: unknown) =>
        callback({
          code: unknownCode,
          details: error instanceof Error ? error.message : String(error),
        }),
      );
  };
}

/** gRPC's UNKNOWN. Not UNAVAILABLE, on which the SDK ends quietly. */
const unknownCode = 2;
