package dev.mizu.connectors.loadgen;

import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import dev.mizu.repr.codec.RowCodec;
import dev.mizu.storageworker.source.SourceRecord;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An auction house. Round 0 fills organizations, users and accounts; after that every tenth round opens an auction that
 * lasts ten rounds' bids, and the others bid on it. Choices depend on the round alone; only times are those at which
 * the rounds are due. Outputs in the order organizations, users, accounts, auctions, bids.
 */
final class AuctionRounds implements Rounds {
    private static final long SEED = 0x6d697a75L;
    private static final long ROUNDS_PER_AUCTION = 10;
    private static final long AUCTION_MILLIS = 10_000;
    private static final int USERS_PER_ORGANIZATION = 4;
    private static final List<String> ORGANIZATIONS = List.of(
            "Heron Maps", "Blue Kiln", "Northway Freight", "Tallow & Sons", "Quiet Orchard", "Copper Lantern",
            "Seven Bridges", "Harbour Glass", "Paper Crane", "Field Notes");
    private static final List<String> PEOPLE = List.of(
            "ana", "bela", "chidi", "dana", "emre", "fumi", "goran", "hana", "ines", "jonas", "kaya", "lior", "mina",
            "noor", "otto", "pia", "quinn", "rosa", "sami", "tove");
    private static final List<String> ITEMS = List.of(
            "Signed Score", "Field Telescope", "Walnut Desk", "Sea Chart", "Season Ticket", "Chess Clock",
            "Folding Bicycle", "Tea Service");

    @Override
    public void generate(long round, long epochMillis, List<SourceRecord> records) {
        if (round == 0) {
            foundations(records);
            return;
        }
        SplittableRandom random = new SplittableRandom(SEED + round * 0x9E3779B97F4A7C15L);
        long users = (long) ORGANIZATIONS.size() * USERS_PER_ORGANIZATION;
        long auction = (round - 1) / ROUNDS_PER_AUCTION + 1;
        long step = (round - 1) % ROUNDS_PER_AUCTION;
        Datum user = Datum.of(random.nextLong(users) + 1);
        if (step == 0) {
            add(records, 3, round, Datum.of(auction), user, Datum.of(ITEMS.get(random.nextInt(ITEMS.size()))),
                    Datum.of((epochMillis + AUCTION_MILLIS) * 1000));
        } else {
            long bid = (auction - 1) * (ROUNDS_PER_AUCTION - 1) + step;
            add(records, 4, round, Datum.of(bid), user, Datum.of(auction), Datum.of(random.nextLong(1, 101)),
                    Datum.of(epochMillis * 1000));
        }
    }

    private static void foundations(List<SourceRecord> records) {
        SplittableRandom random = new SplittableRandom(SEED);
        long user = 0;
        for (int organization = 1; organization <= ORGANIZATIONS.size(); organization++) {
            add(records, 0, 0, Datum.of(organization), Datum.of(ORGANIZATIONS.get(organization - 1)));
            add(records, 2, 0, Datum.of(organization), Datum.of(organization), Datum.of(random.nextLong(1, 10_001)));
            for (int i = 0; i < USERS_PER_ORGANIZATION; i++) {
                String name = PEOPLE.get((int) (user++ % PEOPLE.size()));
                add(records, 1, 0, Datum.of(user), Datum.of(organization), Datum.of(name));
            }
        }
    }

    private static void add(List<SourceRecord> records, int output, long round, Datum... columns) {
        records.add(SourceRecord.row(output, round, RowCodec.encode(Row.of(columns)), 1));
    }
}
