using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>The values of the metadata headers of requests to an endpoint.</summary>
/// <param name="Category">The source category; null if there is none.</param>
/// <param name="Host">The override of the origin's host; null if there is none.</param>
/// <param name="Name">The override of the origin's name; null if there is none.</param>
/// <param name="Fields">Custom fields; null if there are none.</param>
/// <param name="Client">The client's name.</param>
sealed record RequestFacts(string? Category, string? Host, string? Name, string? Fields, string Client)
{
    /// <summary>The value of a header of a request; null or empty if the header is left out.</summary>
    /// <param name="fact">What the header carries.</param>
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
