namespace FlowLogStack.Processing;

/// <summary>What replaces the origin in Sumo Logic's metadata headers; null where nothing does.</summary>
sealed record SumoHeaders(string? Category, string? Host, string? Name, string? Fields, string Client);
