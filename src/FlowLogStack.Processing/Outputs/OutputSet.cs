namespace FlowLogStack.Processing;

/// <summary>The outputs of a processor. The function and the simulation get theirs from here.</summary>
static class OutputSet
{
    /// <summary>The outputs that settings name, in the order in which they receive lines.</summary>
    /// <param name="settings">The function's settings.</param>
    /// <param name="carriers">The ways out.</param>
    /// <returns>The outputs; none if the settings name none. Those that are <see cref="IDisposable"/> are the caller's.</returns>
    public static IReadOnlyList<IOutput> Of(ProcessorSettings settings, Carriers carriers)
    {
        List<IOutput> outputs = [];
        if (settings.Endpoint is { } endpoint)
            outputs.Add(new EndpointOutput(settings, endpoint, carriers.Post, carriers.ParkBatch));
        if (settings.DestinationBucket is not null)
            outputs.Add(new BucketOutput(settings, carriers.Put, carriers.ParkObject));
        return outputs;
    }
}
