using FlowLogStack.Networks;
using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>The open files of <c>--geo</c>.</summary>
/// <remarks>Verbs refer to this type alone, since a member or a local of the library's own type loads the library even without files.</remarks>
sealed class AddressFiles : IDisposable
{
    readonly AddressDatabase database;

    AddressFiles(AddressDatabase database) => this.database = database;

    /// <inheritdoc cref="AddressDatabase.Fields"/>
    internal IReadOnlyList<FlowField> Fields => database.Fields;

    /// <inheritdoc cref="AddressDatabase.Open"/>
    internal static AddressFiles Open(IReadOnlyList<string> files) => new(AddressDatabase.Open(files));

    /// <inheritdoc cref="AddressDatabase.Describe"/>
    internal string? Describe(string address) => database.Describe(address);

    /// <inheritdoc cref="AddressDatabase.Countries"/>
    internal IEnumerable<(string First, string Last, string Country)> Countries() =>
        database.Countries().Select(block => (block.First.ToString(), block.Last.ToString(), block.Country));

    /// <inheritdoc cref="AddressDatabase.OpenText"/>
    internal Stream OpenText(Stream source, string name, FlowLogFormat? format, Action<long, string> malformed) =>
        database.OpenText(source, name, format, malformed);

    public void Dispose() => database.Dispose();
}
