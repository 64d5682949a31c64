namespace FlowLogStack.Records;

/// <summary>The metadata headers that a processor adds to requests to an endpoint, beside the headers of the endpoint's secret.</summary>
/// <remarks>A header style is one row of this class: the construct, the settings, the function and the simulation read it from here.</remarks>
public sealed class HeaderStyle
{
    static readonly List<HeaderStyle> Rows = [];

    HeaderStyle(string name, bool statesContentType, RequestHeader[] headers)
    {
        Name = name;
        StatesContentType = statesContentType;
        Headers = headers;
    }

    /// <summary>No metadata headers; <c>Content-Type</c> is the media type of the output format. For endpoints of any vendor.</summary>
    public static HeaderStyle None { get; } = Row("none", statesContentType: true);

    /// <summary>Sumo Logic's <c>X-Sumo-*</c> headers, without <c>Content-Type</c>, as its own forwarder sends them.</summary>
    public static HeaderStyle Sumo { get; } = Row(
        "sumo",
        statesContentType: false,
        new("X-Sumo-Name", RequestFact.Name),
        new("X-Sumo-Category", RequestFact.Category),
        new("X-Sumo-Host", RequestFact.Host),
        new("X-Sumo-Fields", RequestFact.Fields),
        new("X-Sumo-Client", RequestFact.Client));

    /// <summary>Every header style.</summary>
    public static IReadOnlyList<HeaderStyle> All => Rows;

    /// <summary>The name in settings and in the variable <c>HEADER_STYLE</c>.</summary>
    public string Name { get; }

    /// <summary>Whether requests have a <c>Content-Type</c> header.</summary>
    internal bool StatesContentType { get; }

    /// <summary>The metadata headers.</summary>
    internal IReadOnlyList<RequestHeader> Headers { get; }

    /// <summary>Finds a header style by its name, in any case.</summary>
    /// <param name="name">The name, such as <c>sumo</c>.</param>
    /// <returns>The header style; null if the name is unknown.</returns>
    public static HeaderStyle? Find(string name) => Rows.Find(style => string.Equals(style.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public override string ToString() => Name;

    static HeaderStyle Row(string name, bool statesContentType, params RequestHeader[] headers)
    {
        var style = new HeaderStyle(name, statesContentType, headers);
        Rows.Add(style);
        return style;
    }
}
