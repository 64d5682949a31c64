namespace FlowLogStack.Processing;

/// <summary>Factory of a processor's outputs, shared by the function and the simulation.</summary>
static class OutputSet
{
    /// <summary>Creates the outputs that the settings enable, in the order in which they receive lines.</summary>
    /// <param name="settings">Settings of the function.</param>
    /// <param name="carriers">Functions that deliver and save data.</param>
    /// <returns>The outputs; empty if the settings enable none. The caller disposes those that are <see cref="IDisposable"/>.</returns>
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
