namespace FlowLogStack.Processing;

/// <summary>Functions that outputs call to deliver records, and to save those that could not be delivered.</summary>
/// <param name="Post">Sends a body to the endpoint.</param>
/// <param name="Put">Writes an object to the destination bucket.</param>
/// <param name="ParkBatch">Saves a body that the endpoint did not accept.</param>
/// <param name="ParkObject">Saves an object that the bucket did not accept.</param>
sealed record Carriers(PostBody Post, PutObject Put, ParkBatch ParkBatch, ParkObject ParkObject)
{
    /// <summary>Functions that accept everything and save nothing, for simulations.</summary>
    public static Carriers Nowhere { get; } = new(
        (_, _, _, _) => Task.FromResult<string?>(null),
        (_, _, _) => Task.FromResult<string?>(null),
        (_, _, _, _, _) => Task.CompletedTask,
        (_, _, _, _, _) => Task.CompletedTask);
}
