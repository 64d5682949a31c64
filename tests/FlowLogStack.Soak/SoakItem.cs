namespace FlowLogStack.Soak;

/// <summary>A part of an event that succeeds or fails by itself.</summary>
/// <param name="Id">The id that a response names it by.</param>
/// <param name="Json">Its JSON in the event.</param>
/// <param name="First">Its first record.</param>
/// <param name="Count">How many records it has.</param>
sealed record SoakItem(string Id, string Json, int First, int Count);
