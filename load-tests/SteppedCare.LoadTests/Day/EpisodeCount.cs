using System.Buffers.Binary;

namespace SteppedCare.LoadTests.Day;

/// <summary>How much there is of one episode, or of many.</summary>
/// <param name="Writes">Successful writing calls, which is also the episode's version.</param>
/// <param name="Events">Events told.</param>
/// <param name="Decisions">Decisions made.</param>
internal readonly record struct EpisodeCount(int Writes, int Events, int Decisions)
{
    private const byte Format = 1;
    private const int HeaderLength = 21;
    private const int Decided = 8;
    private const int FirstEvent = 16;

    public static EpisodeCount operator +(EpisodeCount one, EpisodeCount other) =>
        new(one.Writes + other.Writes, one.Events + other.Events, one.Decisions + other.Decisions);

    /// <summary>Counted in the bytes that docs/storage-vectors.txt describes; what they say is left to the service.</summary>
    /// <exception cref="InvalidDataException">The bytes are no trajectory of format 1, or have another number of entries than they say.</exception>
    internal static EpisodeCount Of(ReadOnlySpan<byte> trajectory)
    {
        if (trajectory.Length < HeaderLength || trajectory[0] != Format)
        {
            throw new InvalidDataException("Not a trajectory of format 1.");
        }

        var version = BinaryPrimitives.ReadUInt32LittleEndian(trajectory[1..]);
        var counted = default(EpisodeCount);
        for (var rest = trajectory[HeaderLength..]; !rest.IsEmpty;)
        {
            var entry = Take(ref rest, Number(ref rest));
            counted += new EpisodeCount(1, 0, 0);
            while (!entry.IsEmpty)
            {
                counted += Field(ref entry) switch
                {
                    Decided => new EpisodeCount(0, 0, 1),
                    >= FirstEvent => new EpisodeCount(0, 1, 0),
                    _ => default,
                };
            }
        }

        return counted.Writes == version ? counted : throw new InvalidDataException($"A trajectory of version {version} with {counted.Writes} entries.");
    }

    /// <summary>Passes over a field and says its number.</summary>
    private static int Field(ref ReadOnlySpan<byte> rest)
    {
        var tag = Number(ref rest);
        switch (tag & 3)
        {
            case 0:
                Number(ref rest);
                break;
            case 1:
                Take(ref rest, Number(ref rest));
                break;
            case 2:
                Take(ref rest, 8);
                break;
            default:
                Take(ref rest, 16);
                break;
        }

        return (int)(tag >> 2);
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest, ulong length)
    {
        if (length > (ulong)rest.Length)
        {
            throw new InvalidDataException("A trajectory that is cut off.");
        }

        var taken = rest[..(int)length];
        rest = rest[(int)length..];
        return taken;
    }

    private static ulong Number(ref ReadOnlySpan<byte> rest)
    {
        var number = 0ul;
        for (var shift = 0; ; shift += 7)
        {
            var next = Take(ref rest, 1)[0];
            number |= (ulong)(next & 0x7F) << shift;
            if (next <= 0x7F)
            {
                return number;
            }
        }
    }
}
