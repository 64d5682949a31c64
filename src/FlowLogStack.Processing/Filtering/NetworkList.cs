using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>Networks between which nobody wants records.</summary>
sealed class NetworkList
{
    readonly AddressRange[] networks;

    NetworkList(AddressRange[] networks) => this.networks = networks;

    /// <summary>No network: every record passes.</summary>
    public static NetworkList Empty { get; } = new([]);

    /// <summary>Whether there is no network.</summary>
    public bool IsEmpty => networks.Length == 0;

    /// <summary>Reads networks separated by commas; blank ones are skipped.</summary>
    /// <exception cref="FormatException">One cannot be read; the message names it and the cure.</exception>
    public static NetworkList Parse(string text)
    {
        var parts = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length == 0 ? Empty : new NetworkList([.. parts.Select(NetworkText.Parse)]);
    }

    /// <summary>Whether the address lies in any of the networks.</summary>
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
