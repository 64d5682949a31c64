namespace FlowLogStack.Processor;

/// <summary>A loop that receives events one after another until it is stopped, and returns the response or error of the handler.</summary>
sealed class RuntimeLoop(RuntimeClient runtime, Log log)
{
    /// <summary>Runs until canceled. An event under way is finished first; a failed event does not end the loop.</summary>
    public async Task RunAsync(Func<Invocation, Task<ReadOnlyMemory<byte>>> handle, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Invocation invocation;
            try
            {
                invocation = await runtime.NextAsync(stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }

            log.RequestId = invocation.RequestId;
            log.TraceId = invocation.TraceId;

            // The AWS SDK and X-Ray look for the trace of the invocation in the environment.
            Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", invocation.TraceId);
            await AnswerAsync(invocation, handle).ConfigureAwait(false);
        }
    }

    async Task AnswerAsync(Invocation invocation, Func<Invocation, Task<ReadOnlyMemory<byte>>> handle)
    {
        ReadOnlyMemory<byte> answer;
        try
        {
            answer = await handle(invocation).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever the handler throws belongs to this one event.
        catch (Exception error)
#pragma warning restore CA1031
        {
            log.Error(error is DeliveryException or EventException ? error.Message : error.ToString());
            await runtime.FailAsync(invocation.RequestId, error).ConfigureAwait(false);
            return;
        }

        if (!await runtime.RespondAsync(invocation.RequestId, answer).ConfigureAwait(false))
        {
            var refused = new DeliveryException($"Lambda did not take the answer of {answer.Length} bytes: it is too large, or came too late.");
            log.Error(refused.Message);
            await runtime.FailAsync(invocation.RequestId, refused).ConfigureAwait(false);
        }
    }
}
