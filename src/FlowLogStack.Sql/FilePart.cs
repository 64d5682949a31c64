using System.Text;
using FlowLogStack.Parquet;
using FlowLogStack.Records;

namespace FlowLogStack.Sql;

/// <summary>A file of flow logs that the engine reads.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Name">Name of the object.</param>
/// <param name="Header">The header line, or the names of the columns.</param>
/// <param name="Format">Log format of the header.</param>
/// <param name="Kind">Kind of the file.</param>
/// <param name="Account">Account in the object's name; null if there is none.</param>
/// <param name="Region">Region in the object's name; null if there is none.</param>
sealed record FilePart(string Path, string Name, string Header, FlowLogFormat Format, FileKind Kind, string? Account, string? Region)
{
    /// <summary>Returns a file; null if its header isn't one of flow logs.</summary>
    internal static FilePart? Of(string path, string name, string header, FileKind kind)
    {
        try
        {
            var format = ObjectHeader.ToFormat(Encoding.UTF8.GetBytes(header), FlowLogFormat.Default);
            var owner = ObjectOwner.Of(name);
            return new FilePart(path, name, header, format, kind, owner.Account, owner.Region);
        }
        catch (FlowLogFormatException)
        {
            return null;
        }
    }
}
