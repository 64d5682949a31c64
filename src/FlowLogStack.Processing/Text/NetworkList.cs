using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>A list of networks whose internal traffic is dropped.</summary>
sealed class NetworkList
{
    readonly AddressRange[] networks;

    NetworkList(AddressRange[] networks) => this.networks = networks;

    /// <summary>The empty list: all records pass.</summary>
    public static NetworkList Empty { get; } = new([]);

    /// <summary>Whether the list is empty.</summary>
    public bool IsEmpty => networks.Length == 0;

    /// <summary>Parses networks separated by commas; blank entries are skipped.</summary>
    /// <exception cref="FormatException">An entry is not valid; the message contains it and the fix.</exception>
    public static NetworkList Parse(string text)
    {
        var parts = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length == 0 ? Empty : new NetworkList([.. parts.Select(NetworkText.Parse)]);
    }

    /// <summary>Returns whether the address lies in any of the networks.</summary>
    public bool Contains(FlowAddress address)
    {
        foreach (ref readonly var network in networks.AsSpan())
        {
            if (network.Contains(address))
                return true;
        }

        return false;
    }
}
