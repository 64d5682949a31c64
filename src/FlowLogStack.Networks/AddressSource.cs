using FlowLogStack.Records;

namespace FlowLogStack.Networks;

/// <summary>A file with facts about addresses.</summary>
abstract class AddressSource : IDisposable
{
    /// <summary>Whether the file contains countries.</summary>
    internal bool HasCountries { get; private protected set; }

    /// <summary>Whether the file contains autonomous systems.</summary>
    internal bool HasNetworks { get; private protected set; }

    /// <summary>Whether the file contains AWS services.</summary>
    internal bool HasServices { get; private protected set; }

    /// <summary>Returns the facts about an address.</summary>
    internal abstract AddressFacts Find(FlowAddress address);

    /// <summary>Returns the blocks with a country.</summary>
    internal virtual IEnumerable<CountryBlock> Countries() => [];

    public virtual void Dispose()
    {
    }
}
