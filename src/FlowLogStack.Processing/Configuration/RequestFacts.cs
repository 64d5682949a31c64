using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>Values of the metadata headers of requests to an endpoint.</summary>
/// <param name="Category">The source category; null to omit the header.</param>
/// <param name="Host">The override of the origin's host; null to use the origin's.</param>
/// <param name="Name">The override of the origin's name; null to use the origin's.</param>
/// <param name="Fields">Custom fields; null to omit the header.</param>
/// <param name="Client">The client's name.</param>
sealed record RequestFacts(string? Category, string? Host, string? Name, string? Fields, string Client)
{
    /// <summary>Returns the value of a request header; null or empty to omit the header.</summary>
    /// <param name="fact">The fact that the header carries.</param>
    /// <param name="origin">The origin of the request's records.</param>
    public string? ValueOf(RequestFact fact, LineOrigin origin) => fact switch
    {
        RequestFact.Name => Name ?? origin.Name,
        RequestFact.Host => Host ?? origin.Host,
        RequestFact.Category => Category,
        RequestFact.Fields => Fields,
        RequestFact.Client => Client,
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "The header style has a header without a value."),
    };
}
