using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>A question that Logs Insights answers about flow logs, stated once and rendered as a query for any format that has the fields it needs.</summary>
public sealed class InsightsQuestion
{
    readonly Func<InsightsQuery, InsightsQuestionOptions, IEnumerable<string>> commands;

    internal InsightsQuestion(string id, string topic, string title, string meaning, ImmutableArray<FlowField> requiredFields, Func<InsightsQuery, InsightsQuestionOptions, IEnumerable<string>> commands)
    {
        Id = id;
        Topic = topic;
        Title = title;
        Meaning = meaning;
        RequiredFields = requiredFields;
        this.commands = commands;
    }

    /// <summary>The question's id in catalogues and construct ids: words in PascalCase, such as <c>BytesByInterface</c>.</summary>
    public string Id { get; }

    /// <summary>What it is about, by which queries are put into folders.</summary>
    public string Topic { get; }

    /// <summary>The name of the saved query.</summary>
    public string Title { get; }

    /// <summary>What the answer says, as one sentence.</summary>
    public string Meaning { get; }

    /// <summary>The fields a format must have.</summary>
    public ImmutableArray<FlowField> RequiredFields { get; }

    /// <summary>Whether it asks about a NAT gateway, whose address must be known.</summary>
    public bool NeedsNatGateway { get; internal init; }

    /// <summary>Whether the format has the fields it needs, and the options what it asks about.</summary>
    public bool CanBeAskedOf(FlowLogFormat format, InsightsQuestionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(format);
        return RequiredFields.All(format.Contains) && (!NeedsNatGateway || options?.NatGateway is not null);
    }

    /// <summary>The query for records of a format.</summary>
    /// <param name="format">The format of the log group's records.</param>
    /// <param name="options">The networks it asks about. Default: the private ones, and no NAT gateway.</param>
    /// <exception cref="FlowLogFormatException">The format lacks fields; all of them are named, and how to add them.</exception>
    /// <exception cref="ArgumentException">It asks about a NAT gateway, and none is given.</exception>
    public NamedInsightsQuery Of(FlowLogFormat format, InsightsQuestionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(format);
        options ??= new InsightsQuestionOptions();
        format.EnsureContains($"The query '{Title}'", RequiredFields);
        if (NeedsNatGateway && options.NatGateway is null)
            throw new ArgumentException($"The query '{Title}' needs the private address of a NAT gateway: set {nameof(InsightsQuestionOptions.NatGateway)}.", nameof(options));
        var query = InsightsQuery.For(format);
        return new NamedInsightsQuery(Title, query.Of(commands(query, options)));
    }

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}
