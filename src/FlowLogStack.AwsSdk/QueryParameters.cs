using System.Globalization;

namespace Amazon;

/// <summary>The parameters of a form request; null values are omitted.</summary>
/// <param name="parameters">Receives the parameters.</param>
/// <param name="prefix">Prefix of the names.</param>
sealed class QueryParameters(IDictionary<string, string> parameters, string prefix = "")
{
    internal void Add(string name, string? value)
    {
        if (value is not null)
            parameters.Add(prefix + name, value);
    }

    internal void Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    internal void Add(string name, bool? value) => Add(name, value switch { true => "true", false => "false", null => null });

    /// <summary>Adds an instant; one without a time zone is read as UTC.</summary>
    internal void Add(string name, DateTime? value) =>
        Add(name, (value is { Kind: DateTimeKind.Local } local ? local.ToUniversalTime() : value)?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'",
            CultureInfo.InvariantCulture));

    /// <summary>Adds texts, numbered from 1.</summary>
    /// <param name="name">Text before the number.</param>
    /// <param name="values">Texts to add; null for none.</param>
    internal void AddEach(string name, IReadOnlyList<string>? values) => AddEach(name, values, (item, value) => item.Add("", value));

    /// <summary>Adds structures, numbered from 1.</summary>
    /// <param name="name">Text before the number.</param>
    /// <param name="values">Structures to add; null for none.</param>
    /// <param name="write">Writes one structure to parameters whose prefix contains its number.</param>
    internal void AddEach<T>(string name, IReadOnlyList<T>? values, Action<QueryParameters, T> write)
    {
        for (var i = 0; i < values?.Count; i++)
            write(new QueryParameters(parameters, $"{prefix}{name}.{i + 1}"), values[i]);
    }

    /// <summary>Returns the parameters of a nested structure.</summary>
    internal QueryParameters Within(string name) => new(parameters, $"{prefix}{name}.");
}
